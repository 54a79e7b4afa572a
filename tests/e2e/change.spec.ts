import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "@playwright/test";
import { openDemo } from "./actions";

test("change a plan in plain words, look before it happens, take it back", async ({ page }, info) => {
  await openDemo(page);
  await page.getByRole("button", { name: "New project" }).first().click();
  await page.getByRole("dialog").getByLabel("Name").fill("Workshop");
  await page.getByRole("button", { name: "Create project" }).click();
  await page.getByLabel("What should the app do?").fill("An app to track parts and repairs");
  await page.getByRole("button", { name: "Build it" }).click();

  const wish = page.getByLabel("What should change?");
  await wish.fill("make me a sandwich");
  await page.getByRole("button", { name: "See what changes" }).click();
  await expect(page.getByText(/was not understood. Say for example/)).toBeVisible();

  await wish.fill("rename Part to Device; add price (money) to Repairs");
  await page.getByRole("button", { name: "See what changes" }).click();
  await expect(page.getByRole("heading", { name: "This would change" })).toBeFocused();
  await expect(page.getByRole("listitem").filter({ hasText: "Rename Parts to “Device”" })).toBeVisible();
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.filter(({ impact }) => impact === "serious" || impact === "critical")).toEqual([]);
  await page.screenshot({ path: info.outputPath("proposal.png"), fullPage: true });

  await page.getByRole("button", { name: "Change it" }).click();
  await expect(page.getByText("v2 (latest)", { exact: false })).toBeVisible();
  const panel = page.getByRole("tabpanel");
  await expect(panel.getByRole("heading", { name: "Devices", level: 3 })).toBeVisible();

  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("v3 (latest)", { exact: false })).toBeVisible();
  await expect(panel.getByRole("heading", { name: "Parts", level: 3 })).toBeVisible();

  await page.getByRole("tab", { name: /Versions/ }).click();
  await expect(panel).toContainText("Version 1 brought back");
  await page.getByRole("button", { name: "Bring back version 2" }).click();
  await expect(page.getByText("v4 (latest)", { exact: false })).toBeVisible();
  await expect(panel.getByRole("heading", { name: "Devices", level: 3 })).toBeVisible();
});
