import { expect, type Page, test } from "@playwright/test";
import { createWorkspace, freshEmail, openDemo, signUp } from "./actions";
import { axeOf } from "./axe";

async function noSeriousFindings(page: Page, within = "body"): Promise<void> {
  const { violations } = await axeOf(page).include(within).exclude("iframe").analyze();
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  expect(serious.map(({ id, nodes }) => `${id} ${nodes[0]?.target}`)).toEqual([]);
}

test("publish a project as a template, use it from another workspace, review it", async ({ page, browser }, info) => {
  test.setTimeout(180_000);
  const name = `Workshop desk ${Date.now().toString(36)}`;
  await openDemo(page);
  await page.getByRole("button", { name: "New project" }).first().click();
  await page.getByRole("dialog").getByLabel("Name").fill("Town workshop");
  await page.getByRole("button", { name: "Create project" }).click();
  await page.getByLabel("What should the app do?").fill("An app to track parts and repairs");
  await page.getByRole("button", { name: "Build it" }).click();

  await page.getByRole("button", { name: "Publish as template" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByRole("button", { name: "Publish", exact: true }).click();
  await expect(dialog.getByText("Say in a sentence what it is for")).toBeVisible();
  await dialog.getByLabel("In one sentence").fill("Parts, and what was repaired with them");
  await dialog.getByRole("combobox", { name: "Who sees it" }).selectOption("Everybody");
  await noSeriousFindings(page, "[role=dialog]");
  await page.screenshot({ path: info.outputPath("publish.png"), fullPage: true });
  await dialog.getByRole("button", { name: "Publish", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(page.getByText("By Juniper Studio").first()).toBeVisible();

  // Somebody else, in a workspace of their own.
  const context = await browser.newContext({ viewport: page.viewportSize() });
  const other = await context.newPage();
  await other.goto("/sign-up");
  await signUp(other, freshEmail("maker"), "Mo Maker");
  await createWorkspace(other, `Makers ${Date.now().toString(36)}`);
  const base = new URL(other.url()).pathname.replace(/\/$/, "");
  await other.getByRole("link", { name: "Start from a template" }).click();
  await expect(other.getByRole("heading", { level: 1, name: "Templates" })).toBeVisible();
  await other.getByLabel("Search templates").fill(name);
  await expect(other.getByText("1 template", { exact: true })).toBeVisible();
  await other.getByRole("link", { name }).click();
  await other.getByRole("tab", { name: "Preview" }).click();
  await expect(other.frameLocator("iframe").getByRole("navigation").first()).toBeVisible();

  await other.getByRole("button", { name: "Use template" }).click();
  await other.getByLabel("Name of the project").fill("Our work bench");
  await noSeriousFindings(other, "[role=dialog]");
  await other.screenshot({ path: info.outputPath("use.png"), fullPage: true });
  await other.getByRole("dialog").getByRole("button", { name: "Build it" }).click();
  await expect(other).toHaveURL(new RegExp(`${base}/projects/`));
  await expect(other.getByRole("heading", { level: 1, name: "Our work bench" })).toBeVisible();
  await expect(other.getByText("v1 (latest)", { exact: false })).toBeVisible();
  await expect(other.getByRole("tabpanel").getByRole("heading", { name: "Parts", level: 3 })).toBeVisible();

  await other.goto(`${base}/templates?q=${encodeURIComponent(name)}`);
  await expect(other.getByText("Used 1 time")).toBeVisible();
  await other.getByRole("link", { name }).click();
  await other.getByRole("tab", { name: /Reviews/ }).click();
  const stars = await other.getByRole("radio", { name: "4 of 5 stars" }).getAttribute("id");
  await other.locator(`label[for="${stars}"]`).click();
  await other.getByLabel("What was it good for?").fill("Our bench was in order in a minute.");
  await other.getByRole("button", { name: "Publish review" }).click();
  await expect(other.getByText("Mo Maker (you)")).toBeVisible();
  await expect(other.getByRole("tab", { name: "Reviews (1)" })).toBeVisible();
  await noSeriousFindings(other);
  await other.screenshot({ path: info.outputPath("reviews.png"), fullPage: true });
  await context.close();
});

test("a project without a build offers templates, and takes one as its first version", async ({ page }) => {
  await openDemo(page);
  await page.getByRole("button", { name: "New project" }).first().click();
  await page.getByRole("dialog").getByLabel("Name").fill("Front desk");
  await page.getByRole("button", { name: "Create project" }).click();
  // The dialog has such a link too, and closes a moment later.
  await expect(page.getByRole("heading", { level: 1, name: "Front desk" })).toBeVisible();
  await page.getByRole("link", { name: "start from a template" }).click();
  await page.getByRole("group", { name: "Category" }).getByText("Bookings", { exact: true }).click();
  // The address follows within 50 ms; nobody clicks again sooner, but a test does.
  await expect(page).toHaveURL(/category=/);
  await page.getByRole("link", { name: "Appointment booking" }).click();
  await page.getByRole("button", { name: "Use template" }).click();
  await expect(page.getByRole("combobox", { name: "Project" })).toHaveValue("Front desk");
  await page.getByRole("dialog").getByRole("button", { name: "Build it" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Front desk" })).toBeVisible();
  await expect(page.getByText("v1 (latest)", { exact: false })).toBeVisible();
  await page.getByRole("tab", { name: /Versions/ }).click();
  await expect(page.getByRole("tabpanel")).toContainText("From the template “Appointment booking”");
});
