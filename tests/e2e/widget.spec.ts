import { expect, test } from "@playwright/test";
import { once } from "./actions";
import { axeOf } from "./axe";
import { startWebsite, type Website } from "./website";
import { pageOf as addressOf, makeAssistant as make, openWidget, watch as watchFor } from "./widget-actions";

let website: Website;
test.beforeAll(async () => {
  website = await startWebsite();
});
test.afterAll(async () => await website.close());

const makeAssistant = (page: Parameters<typeof make>[0], ours: string, origins = [website.url]) =>
  make(page, ours, { origins });
const pageOf = (key: string, ours: string, more = "") => addressOf(website, key, ours, more);
const watch = (page: Parameters<typeof make>[0], ours: string) => watchFor(page, [ours, website.url]);

test("a visitor asks, reads where the answer comes from, leaves their address and comes back", async ({
  page,
  baseURL,
}) => {
  const ours = baseURL ?? "";
  const { publicKey, query } = await makeAssistant(page, ours);
  const watched = watch(page, ours);
  await page.goto(pageOf(publicKey, ours, "&twice&hostile"));
  const frame = await openWidget(page);
  expect(await page.locator("body > div").count()).toBe(1);
  const box = await page.locator("body > div").evaluate((host) => {
    const { position, zIndex, display } = getComputedStyle(host);
    return { position, zIndex, display };
  });
  expect(box).toEqual({ position: "fixed", zIndex: "2147483647", display: "block" });
  const size = await frame.evaluate(() => [window.innerWidth, window.innerHeight]);
  expect(Math.min(...size)).toBeGreaterThan(300);

  await frame.getByRole("textbox", { name: "Write a message" }).fill("When does the workshop open?");
  await frame.getByRole("button", { name: "Send" }).click();
  const log = frame.getByRole("log");
  await expect(log).toContainText("opens at nine in the morning");
  await frame.getByRole("button", { name: /Handbook/ }).click();
  await expect(frame.locator("blockquote")).toContainText("The workshop opens at nine in the morning");
  const axe = await axeOf(page).analyze();
  expect(axe.violations.filter(({ impact }) => impact === "serious" || impact === "critical")).toEqual([]);

  await frame.getByRole("button", { name: "More" }).click();
  await frame.getByRole("button", { name: /Leave your address/ }).click();
  const form = frame.getByRole("form");
  await form.getByLabel("E-mail").fill("visitor");
  await form.getByRole("button", { name: "Send" }).click();
  await expect(form.getByText("Enter a valid e-mail address.")).toBeVisible();
  const email = `visitor-${Date.now().toString(36)}@example.test`;
  await form.getByLabel("E-mail").fill(email);
  await form.getByRole("checkbox").check();
  await form.getByRole("button", { name: "Send" }).click();
  await expect(frame.getByText("Thank you. Somebody will write to you.")).toBeVisible();

  await page.reload();
  await expect((await openWidget(page)).getByRole("log")).toContainText("opens at nine in the morning");
  expect(watched).toEqual({ problems: [], foreign: [] });
  const leads = await page.request.get(`/api/v1/leads${query}`);
  expect(await leads.text()).toContain(email);
});

test("where it does not know, a person is one press away, and the team finds the question", async ({
  page,
  baseURL,
}) => {
  const ours = baseURL ?? "";
  const { publicKey, query } = await makeAssistant(page, ours);
  await page.goto(pageOf(publicKey, ours));
  const frame = await openWidget(page);
  const question = `Who governs the moon ${Date.now().toString(36)}?`;
  await frame.getByRole("textbox", { name: "Write a message" }).fill(question);
  await frame.getByRole("button", { name: "Send" }).click();
  const person = frame.getByRole("button", { name: "Talk to a person" });
  await expect(person).toBeInViewport();
  await person.click();
  await expect(frame.getByText("Waiting for a person")).toBeVisible();
  await expect(person).toHaveCount(0);
  await expect(frame.getByRole("textbox", { name: "Write a message" })).toBeFocused();
  const waiting = await page.request.get(`/api/v1/conversations${query}&view=waiting`);
  expect(await waiting.text()).toContain(question);
});

test("by keyboard alone: open, ask, close, and the focus is back on the launcher", async ({ page, baseURL }) => {
  const ours = baseURL ?? "";
  const { publicKey } = await makeAssistant(page, ours);
  await page.goto(pageOf(publicKey, ours));
  await expect.poll(() => page.evaluate(() => typeof Reflect.get(window, "Atrium"))).toBe("object");
  await page.keyboard.press("Tab");
  await expect(page.locator("#basket")).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect.poll(() => page.frames().length).toBe(2);
  const frame = page.frames()[1];
  await expect(frame?.getByRole("textbox", { name: "Write a message" }) ?? page.locator("x")).toBeFocused();
  await page.keyboard.type("Can annual plans be refunded?");
  await page.keyboard.press("Enter");
  await expect(frame?.getByRole("log") ?? page.locator("x")).toContainText("within 30 days");
  await page.keyboard.press("Escape");
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe("DIV");
  await page.keyboard.press("Shift+Tab");
  await expect(page.locator("#basket")).toBeFocused();
});

test("a website that is not allowed gets no launcher, no frame and no answer", once, async ({ page, baseURL }) => {
  const ours = baseURL ?? "";
  const { publicKey } = await makeAssistant(page, ours, []);
  const warnings: string[] = [];
  page.on("console", (message) => void warnings.push(message.text()));
  await page.goto(pageOf(publicKey, ours));
  await expect.poll(() => warnings.join()).toContain("not among the addresses");
  expect(await page.evaluate(() => typeof Reflect.get(window, "Atrium"))).toBe("undefined");
  const framed = await page.request.get(`/embed/${publicKey}`);
  expect(framed.headers()["content-security-policy"]).toMatch(/^frame-ancestors 'self'; default-src 'none'/);
  expect(framed.headers()["x-frame-options"]).toBeUndefined();
  const config = await page.request.get(`/api/v1/chat/${publicKey}/config`, { headers: { origin: website.url } });
  expect([config.status(), config.headers()["access-control-allow-origin"]]).toEqual([403, undefined]);
  await page.locator("#basket").click();
  await expect(page).toHaveURL(/#basket$/);
});

test(
  "when our server is gone the page works on: no launcher, or a card to try again",
  once,
  async ({ page, baseURL }) => {
    test.setTimeout(120_000);
    const ours = baseURL ?? "";
    const { publicKey } = await makeAssistant(page, ours);
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    await page.route(`${ours}/embed/**`, (route) => route.abort());
    await page.goto(pageOf(publicKey, ours));
    await expect.poll(() => page.evaluate(() => typeof Reflect.get(window, "Atrium"))).toBe("object");
    await page.evaluate(() => (Reflect.get(window, "Atrium") as { open: () => void }).open());
    await expect.poll(() => page.frames().length, { timeout: 15_000 }).toBe(1);
    await page.locator("#basket").click();
    await expect(page).toHaveURL(/#basket$/);
    await page.route(`${ours}/**`, (route) => route.abort());
    await page.goto(pageOf(publicKey, ours));
    await page.locator("#basket").click();
    expect(await page.evaluate(() => typeof Reflect.get(window, "Atrium"))).toBe("undefined");
    expect(errors).toEqual([]);
  },
);

test("at 320 pixels the chat fills the screen and nothing is cut off", async ({ page, baseURL }) => {
  const ours = baseURL ?? "";
  const { publicKey } = await makeAssistant(page, ours);
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto(pageOf(publicKey, ours));
  const frame = await openWidget(page);
  expect(await frame.evaluate(() => [window.innerWidth, document.documentElement.scrollWidth])).toEqual([320, 320]);
  await frame.getByRole("button", { name: "Close chat" }).click();
  await page.locator("#basket").click();
  await expect(page).toHaveURL(/#basket$/);
});
