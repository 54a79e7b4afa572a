import { mkdirSync } from "node:fs";
import type AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { freshEmail, once, openDemo } from "./actions";
import { axeOf } from "./axe";

const open = [
  "/",
  "/sign-in",
  "/sign-up",
  "/forgot-password",
  "/check-inbox?email=ada%40example.test",
  "/auth/confirm?token_hash=x&type=signup",
  "/invite/unknown",
  "/docs/api",
  "/docs/api?q=versions#createBuild",
  "/dev/mail",
  "/nowhere-at-all",
];
const inside = [
  "",
  "/templates",
  "/templates?q=nothing-like-it",
  "/templates?mine=true",
  "/activity",
  "/settings",
  "/settings/members",
  "/settings/members?tab=invites",
  "/settings/api-keys",
  "/settings/connections",
  "/settings/ai-usage",
  "/settings/audit-log",
  "/settings/jobs",
  "/assistants",
  "/inbox",
  "/leads",
];
const ofAssistant = ["", "/sources", "/answers", "/tests", "/appearance", "/install", "/settings", "/insights"];
const personal = ["/account", "/account/notifications", "/workspaces?choose=1", "/welcome", "/reset-password"];

/** WCAG 2.2 AA and, in its own words, the good practice that the light pages have always kept. */
const rules = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"];

async function settle(page: Page): Promise<void> {
  await page.waitForLoadState("networkidle");
  await expect(page.locator("[data-skeleton], .mantine-Skeleton-root")).toHaveCount(0);
}

/** Its colours take axe half a minute. Every one of them is on the page of a search too. */
const longest = "/docs/api";

/** What a theme can break; the other rules look at structure, which both themes share. */
const rulesOfColour = ["color-contrast", "link-in-text-block"];

async function seriousFindings(axe: AxeBuilder, place: string): Promise<string[]> {
  const { violations } = await axe.exclude("iframe").analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${place}: ${id} ${nodes[0]?.target} ${nodes[0]?.failureSummary}`);
}

async function show(page: Page, scheme: "light" | "dark"): Promise<void> {
  const other = scheme === "dark" ? "light" : "dark";
  // A change that comes before the page listens is never seen, and the longest page takes its time to come to life.
  await expect(async () => {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    try {
      await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", scheme, { timeout: 2_000 });
    } catch (cause) {
      await page.emulateMedia({ colorScheme: other, reducedMotion: "reduce" });
      throw cause;
    }
  }).toPass({ timeout: 30_000 });
}

/** The narrowest screen; a phone's pages are opened at this size and then grow to the phone's own. */
const narrow = { width: 320, height: 700 };

async function expectFits(page: Page, path: string): Promise<void> {
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  const width = page.viewportSize()?.width;
  expect.soft(overflow, `${path} scrolls sideways at ${width} pixels`).toBeLessThanOrEqual(0);
}

/** For eyes; nobody in CI looks at them, and they take time. */
const takesPictures = !process.env.CI;

/** Serious and critical findings of axe in both themes, a page that scrolls sideways, and scripts that the policy stopped. */
async function inspect(page: Page, path: string, label: string): Promise<void> {
  const blocked: string[] = [];
  page.on("console", (message) => {
    if (/Content Security Policy|Hydration failed|hydration mismatch/i.test(message.text()))
      blocked.push(message.text());
  });
  const isPhone = label.startsWith("phone");
  const own = page.viewportSize() ?? narrow;
  if (isPhone) await page.setViewportSize(narrow);
  await page.goto(path);
  await settle(page);
  await expectFits(page, path);
  if (isPhone) {
    await page.setViewportSize(own);
    await expectFits(page, path);
  }
  expect.soft(blocked, `${path} was stopped by its own policy`).toEqual([]);
  const name = path.replace(/[^a-z0-9]+/gi, "-").replace(/-+$/, "") || "-home";
  // The dark colours of a phone are those of a desktop, which has had its turn.
  for (const scheme of isPhone && !takesPictures ? (["light"] as const) : (["light", "dark"] as const)) {
    await show(page, scheme);
    // Legacy: without a second page for the summary. It sees less only in frames of other origins, and frames are left out.
    const axe = axeOf(page).setLegacyMode();
    if (scheme === "light") axe.withTags(rules);
    else axe.withRules(rulesOfColour);
    if (path === longest) axe.disableRules(rulesOfColour);
    if (scheme === "light" || !(isPhone || path === longest))
      expect.soft(await seriousFindings(axe, `${path} (${scheme})`)).toEqual([]);
    if (takesPictures)
      await page.screenshot({ path: `test-results/pages/${label}-${scheme}${name}.png`, fullPage: true });
  }
}

if (takesPictures) mkdirSync("test-results/pages", { recursive: true });

test("every page fits and passes axe in both themes", async ({ page, isMobile }) => {
  test.setTimeout(600_000);
  const label = isMobile ? "phone" : "desktop";
  for (const path of open) await inspect(page, path, label);
  await openDemo(page);
  const base = new URL(page.url()).pathname.replace(/\/$/, "");
  for (const path of inside) await inspect(page, `${base}${path}`, label);
  for (const path of personal) await inspect(page, path, label);
  await page.goto(`${base}/assistants`);
  await page
    .getByRole("link", { name: /Fjord Coffee/ })
    .first()
    .click();
  await page.waitForURL(/\/assistants\/[\w-]+$/);
  const assistant = new URL(page.url()).pathname;
  for (const path of ofAssistant) await inspect(page, `${assistant}${path}`, label);
  await page.goto(base);
  await page
    .getByRole("link", { name: /Member app/ })
    .first()
    .click();
  await expect(page.getByRole("heading", { level: 1, name: "Member app" })).toBeVisible();
  const project = new URL(page.url()).pathname;
  if (await page.getByRole("button", { name: "Build it" }).isVisible()) {
    await page.getByLabel("What should the app do?").fill("an app for my gym");
    await page.getByRole("button", { name: "Build it" }).click();
    await expect(page.getByRole("tab", { name: "Plan" })).toBeVisible();
  }
  for (const tab of ["plan", "code", "readme", "versions"]) await inspect(page, `${project}?tab=${tab}`, label);
  await page.getByRole("button", { name: "Export" }).click();
  await expect(page.getByRole("dialog").getByText("GitHub is not connected yet")).toBeVisible();
  await expect(page.getByRole("dialog").getByText("Nothing of this project was exported yet.")).toBeVisible();
  await page.getByRole("dialog").getByText("Vercel", { exact: true }).click();
  await expect(page.getByRole("dialog").getByText("Vercel is not connected yet")).toBeVisible();
  // The head of a dialog is no second banner of the page.
  await expect.soft(page.getByRole("banner")).toHaveCount(1);
  for (const scheme of ["light", "dark"] as const) {
    await show(page, scheme);
    const axe = axeOf(page).setLegacyMode().include("[role=dialog]").withTags(rules);
    expect.soft(await seriousFindings(axe, `the dialog of exports (${scheme})`)).toEqual([]);
  }
  await inspect(page, `${project}?edit=true`, label);
  await page.goto(`${base}/templates`);
  await page.getByRole("link", { name: "Sales CRM" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Sales CRM" })).toBeVisible();
  const template = new URL(page.url()).pathname;
  for (const tab of ["plan", "reviews"]) await inspect(page, `${template}?tab=${tab}`, `${label}-template`);
});

test("at 320 pixels no choice of the export dialog is cut off", async ({ page }) => {
  await page.setViewportSize(narrow);
  await openDemo(page);
  await page
    .getByRole("link", { name: /Member app/ })
    .first()
    .click();
  await page.getByRole("button", { name: "Export" }).click();
  await expect(page.getByRole("dialog").getByText("Railway")).toBeVisible();
  const choices = page.getByRole("dialog").locator(".mantine-SegmentedControl-label");
  const cut = await choices.evaluateAll((labels) => labels.filter((label) => label.scrollWidth > label.clientWidth));
  expect.soft(cut, "choices of the export dialog that are cut off").toHaveLength(0);
});

test("what is not there answers 404 and says so", once, async ({ page }) => {
  await openDemo(page);
  const base = new URL(page.url()).pathname.replace(/\/$/, "");
  const nobody = "00000000-0000-4000-8000-000000000000";
  for (const [path, words] of [
    ["/dev/mail/unknown", "There is nothing at this address"],
    ["/no-such-workspace", "There is no such workspace for you"],
    [`/no-such-workspace/projects/${nobody}`, "There is no such workspace for you"],
    [`${base}/projects/${nobody}`, "We could not find this project"],
    [`${base}/projects/not-an-id`, "We could not find this project"],
    [`${base}/templates/${nobody}`, "We could not find this template"],
    [`${base}/assistants/${nobody}`, "We could not find this assistant"],
  ] as const) {
    const response = await page.goto(path);
    expect.soft(response?.status(), path).toBe(404);
    await expect(page.getByRole("heading", { level: 1, name: words }), path).toBeVisible();
  }
  // Only the development server starts in this way.
  expect((await page.request.get("/dev/start")).status()).toBe(404);
});

test("a list longer than a page offers the rest", once, async ({ page, baseURL }) => {
  await openDemo(page);
  for (let index = 0; index < 21; index += 1) {
    const made = await page.request.post("/api/v1/invites?workspace=juniper", {
      headers: { origin: baseURL ?? "" },
      data: { email: freshEmail("many"), role: "viewer" },
    });
    expect(made.status()).toBe(201);
  }
  await page.goto("/juniper/settings/members?tab=invites");
  const shown = page.getByRole("row").filter({ hasText: "Viewer" });
  await expect(shown).toHaveCount(20);
  await page.getByRole("button", { name: "Load more" }).click();
  await expect.poll(() => shown.count()).toBeGreaterThan(20);
});
