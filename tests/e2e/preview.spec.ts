import { expect, type Page, test } from "@playwright/test";
import { openDemo } from "./actions";
import { axeOf } from "./axe";

/** A fresh project with a gym's app, on its Preview tab; answers how long the tab took to become usable. */
async function openPreview(page: Page): Promise<number> {
  await openDemo(page);
  await page.getByRole("button", { name: "New project" }).first().click();
  await page.getByRole("dialog").getByLabel("Name").fill("Gym preview");
  await page.getByRole("button", { name: "Create project" }).click();
  await page.getByLabel("What should the app do?").fill("an app for my gym");
  await page.getByRole("button", { name: "Build it" }).click();
  const tab = page.getByRole("tab", { name: "Preview" });
  await expect(tab).toBeVisible();
  const started = Date.now();
  await tab.click();
  const app = page.frameLocator("iframe");
  await app.getByRole("navigation", { name: "Main" }).getByRole("link").nth(1).click();
  await expect(app.getByRole("table")).toBeVisible();
  return Date.now() - started;
}

test("click through the preview of a build: add, find, change, delete, and look as somebody else", async ({
  page,
}, info) => {
  const refused: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") refused.push(message.text());
  });
  const ms = await openPreview(page);
  info.annotations.push({ type: "click to first page turned", description: `${ms} ms` });
  expect(ms).toBeLessThan(5_000);
  const app = page.frameLocator("iframe");

  // Nothing of ours is within its reach.
  const frame = page.frames().find((candidate) => candidate.url().includes("/preview"));
  expect(await frame?.evaluate(() => window.origin)).toBe("null");
  expect(
    await frame?.evaluate(async () => {
      const attempts: string[] = [];
      try {
        attempts.push(document.cookie);
      } catch {
        attempts.push("no cookies");
      }
      try {
        await fetch("/api/v1/me");
        attempts.push("reached");
      } catch {
        attempts.push("no network");
      }
      return attempts;
    }),
  ).toEqual(["no cookies", "no network"]);

  const main = app.getByRole("main");
  await app.getByRole("link", { name: "Members", exact: true }).click();
  await main.getByRole("link", { name: "Add" }).click();
  await main.getByRole("button", { name: "Save" }).click();
  await expect(main.getByRole("alert")).toBeVisible();
  const name = main.getByLabel(/^(full )?name/i).first();
  await expect(name).toHaveAttribute("aria-invalid", "true");
  await name.fill("Zoë <b>Zimmer</b>");
  for (const email of await main.locator('input[type="email"]').all()) await email.fill("zoe@example.com");
  for (const date of await main.locator('input[type="date"][aria-required]').all()) await date.fill("2026-11-21");
  for (const select of await main.locator("select[aria-required]").all()) await select.selectOption({ index: 1 });
  await main.getByRole("button", { name: "Save" }).click();
  await expect(main.getByRole("heading", { level: 1 })).toHaveText("Zoë <b>Zimmer</b>");
  await main.getByRole("link", { name: "Members" }).click();
  await expect(main.getByRole("table")).toContainText("Zoë <b>Zimmer</b>");
  await main.getByRole("searchbox").fill("zimmer");
  await expect(main.getByRole("row").filter({ hasText: "Zoë" })).toHaveCount(1);

  await page.getByLabel("See it as").selectOption({ label: "Somebody signed out" });
  await expect(main).not.toContainText("Zoë");
  await page.getByLabel("See it as").selectOption({ index: 0 });
  await app.getByRole("link", { name: "Members", exact: true }).click();
  await main.getByRole("link", { name: "Zoë <b>Zimmer</b>" }).click();
  await main.getByRole("link", { name: "Edit" }).click();
  await main
    .getByLabel(/^(full )?name/i)
    .first()
    .fill("Zoë Zimmer-Adler");
  await main.getByRole("button", { name: "Save" }).click();
  await expect(main.getByRole("heading", { level: 1 })).toHaveText("Zoë Zimmer-Adler");
  await main.getByRole("link", { name: "Delete" }).click();
  await main.getByRole("button", { name: "Yes, delete" }).click();
  await expect(main.getByRole("heading", { level: 1 })).toHaveText("Members");
  await expect(main).not.toContainText("Zimmer");

  if (info.project.name === "desktop") {
    await page.getByText("Phone", { exact: true }).click();
    await expect.poll(async () => (await page.locator("iframe").boundingBox())?.width).toBeLessThan(400);
    await expect(main.getByRole("heading", { level: 1 })).toHaveText("Members");
  }
  expect(refused.filter((text) => !text.includes("api/v1/me"))).toEqual([]);
});

test("the preview has no accessibility violations, and follows the theme", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await openPreview(page);
  const app = page.frameLocator("iframe");
  for (const scheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await expect(app.locator("html")).toHaveAttribute("data-theme", scheme);
    const { violations } = await axeOf(page).include('section[aria-label="Preview of the app"]').analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.target)])).toEqual([]);
  }
});
