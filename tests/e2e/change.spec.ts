import { expect, test } from "@playwright/test";
import { openDemo } from "./actions";
import { axeOf } from "./axe";

test("change a plan in plain words, look before it happens, take it back", async ({ page }, info) => {
  await openDemo(page);
  await page.getByRole("button", { name: "New project" }).first().click();
  await page.getByRole("dialog").getByLabel("Name").fill("Workshop");
  await page.getByRole("button", { name: "Create project" }).click();
  await page.getByLabel("What should the app do?").fill("An app to track parts and repairs");
  const accepted = page.waitForResponse(
    (answer) => answer.url().includes("/runs") && answer.request().method() === "POST",
  );
  await page.getByRole("button", { name: "Build it" }).click();
  expect((await accepted).status()).toBe(202);
  // In the middle of it: the work goes on without the page, and the page finds it again.
  await page.reload();

  const wish = page.getByLabel("What should change?");
  await wish.fill("make me a sandwich");
  await page.getByRole("button", { name: "See what changes" }).click();
  await expect(page.getByText(/was not understood. Say for example/)).toBeVisible();

  await wish.fill("rename Part to Device; add price (money) to Repairs");
  await page.getByRole("button", { name: "See what changes" }).click();
  await expect(page.getByRole("heading", { name: "This would change" })).toBeFocused();
  await expect(page.getByRole("listitem").filter({ hasText: "Rename Parts to “Device”" })).toBeVisible();
  const { violations } = await axeOf(page).analyze();
  expect(violations.filter(({ impact }) => impact === "serious" || impact === "critical")).toEqual([]);
  await page.screenshot({ path: info.outputPath("proposal.png"), fullPage: true });

  await page.getByRole("button", { name: "Change it" }).click();
  await expect(page.getByText("v2 (latest)", { exact: false })).toBeVisible();
  const panel = page.getByRole("tabpanel");
  await expect(panel.getByRole("heading", { name: "Devices", level: 3 })).toBeVisible();

  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await expect(page.getByText("v3 (latest)", { exact: false })).toBeVisible();
  await expect(panel.getByRole("heading", { name: "Parts", level: 3 })).toBeVisible();

  await page.getByRole("tab", { name: /Versions/ }).click();
  await expect(panel).toContainText("Version 1 brought back");
  await page.getByRole("button", { name: "Bring back version 2" }).click();
  await expect(page.getByText("v4 (latest)", { exact: false })).toBeVisible();
  await expect(panel.getByRole("heading", { name: "Devices", level: 3 })).toBeVisible();

  await page.getByRole("tab", { name: /Versions/ }).click();
  await page.getByLabel("From version").selectOption({ index: 3 });
  await expect(panel.getByRole("list", { name: "Differences of the plan" })).toContainText("Devices");
  await page.getByRole("button", { name: /^Undo version: back to v1/ }).click();
  await expect(page.getByText("v5 (latest)", { exact: false })).toBeVisible();
  await page.getByRole("button", { name: /^Redo version: forward to v2/ }).click();
  await expect(page.getByText("v6 (latest)", { exact: false })).toBeVisible();

  await page.getByRole("tab", { name: "Code" }).click();
  await page.getByRole("searchbox", { name: "Search in all files" }).fill("row level security");
  await expect(page.getByRole("status").filter({ hasText: /lines?/ })).toBeVisible();
});

test("edit a plan by forms: nothing is lost on reload, what is loose waits for a click", async ({ page }, info) => {
  // The demo is one for both sizes and for a second try.
  const one = ["Locker", "Mirror", "Towel", "Shower"][(info.project.name === "phone" ? 2 : 0) + info.retry] ?? "Lamp";
  await openDemo(page);
  await page
    .getByRole("link", { name: /Member app/ })
    .first()
    .click();
  await page.getByRole("button", { name: "Edit the plan" }).click();
  const status = page.getByRole("status").filter({ hasText: /change/ });

  await page.getByPlaceholder(/^Name of one/).fill(one);
  await page.getByRole("button", { name: "Add list" }).click();
  await expect(page.getByLabel("Name of one", { exact: true })).toHaveValue(one);
  await page.getByLabel("Field name").fill("State");
  await page.getByLabel("Field kind").selectOption("enum");
  await page.getByRole("button", { name: "Add field" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Say which choices" })).toBeVisible();
  await page.getByLabel("Choices, with commas").fill("Free, Rented");
  await page.getByRole("button", { name: "Add field" }).click();
  await expect(status).toHaveText("2 changes");
  await page.getByRole("button", { name: "Add step" }).click();
  await page.getByText("Access", { exact: true }).click();
  await page.getByRole("button", { name: new RegExp(`^May read ${one}s`) }).click();
  await page.getByRole("checkbox", { name: /^Anyone, signed in or not/ }).check();
  await expect(page.getByText(`Held back: Anyone, without an account, could see ${one}s.`)).toBeVisible();
  await page.getByRole("button", { name: /^Allow: Anyone/ }).click();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(status).toHaveText("5 changes");
  const { violations } = await axeOf(page).analyze();
  expect(violations.filter(({ impact }) => impact === "serious" || impact === "critical")).toEqual([]);

  await page.reload();
  await expect(status).toHaveText("5 changes");
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await expect(status).toHaveText("4 changes");
  await page.getByRole("button", { name: "Redo", exact: true }).click();
  await page.getByRole("button", { name: "Review changes" }).click();
  await expect(page.getByRole("heading", { name: "This would change" })).toBeFocused();
  await page.screenshot({ path: info.outputPath("review.png"), fullPage: true });
  await page.getByRole("button", { name: "Change it" }).click();
  const panel = page.getByRole("tabpanel");
  await expect(panel.getByRole("heading", { name: `${one}s`, level: 3 })).toBeVisible();
  await expect(panel.getByText(`Anyone, without an account, may read ${one}s.`)).toBeVisible();
});
