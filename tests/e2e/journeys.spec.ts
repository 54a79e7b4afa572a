import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { createWorkspace, followMail, freshEmail, once, openDemo, signUp } from "./actions";

test("from the landing page to a ZIP in under a minute", async ({ page }) => {
  const started = Date.now();
  await openDemo(page);
  await page.getByRole("button", { name: "New project" }).first().click();
  await page.getByRole("dialog").getByLabel("Name").fill("Gym app");
  await page.getByRole("button", { name: "Create project" }).click();
  await page.getByLabel("What should the app do?").fill("an app for my gym");
  await page.getByRole("button", { name: "Build it" }).click();
  await expect(page.getByRole("tab", { name: "Plan" })).toBeVisible();
  await expect(page.getByRole("tabpanel")).toContainText(/member/i);
  await page.getByRole("tab", { name: "Code" }).click();
  // On a phone the list of files is folded away; it is in the page all the same.
  await expect(page.getByRole("tabpanel")).toContainText("package.json");
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download ZIP" }).click();
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/-v1\.zip$/);
  // A ZIP begins with the local file header's signature.
  expect(
    readFileSync(await file.path())
      .subarray(0, 4)
      .toString("latin1"),
  ).toBe("PK\u0003\u0004");
  expect(Date.now() - started).toBeLessThan(60_000);
});

test("sign up, invite a colleague, change their role, and use an API key", async ({ page, browser, baseURL }) => {
  const owner = freshEmail("owner");
  const colleague = freshEmail("colleague");
  await page.goto("/sign-up");
  await signUp(page, owner, "Olive Owner");
  const base = await createWorkspace(page, `Studio ${Date.now().toString(36)}`);

  await page.goto(`${base}/settings/members`);
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("E-mail").fill(colleague);
  await dialog.getByRole("button", { name: "Send invitation" }).click();
  await expect(dialog.getByText("Invitation made")).toBeVisible();

  const other = await browser.newContext({ viewport: page.viewportSize() ?? { width: 1280, height: 800 } });
  const second = await other.newPage();
  await followMail(second, colleague, /invit|join/i);
  await second.getByRole("link", { name: "Create an account" }).click();
  await second.getByLabel("E-mail", { exact: true }).fill(colleague);
  await signUp(second, colleague, "Cleo Colleague");
  await second.getByRole("button", { name: "Accept the invitation" }).click();
  await expect(second.getByRole("heading", { level: 1, name: "Projects" })).toBeVisible();

  await page.goto(`${base}/settings/members`);
  await page
    .getByRole("combobox", { name: "Role of Cleo Colleague" })
    .or(page.getByRole("textbox", { name: "Role of Cleo Colleague" }))
    .click();
  await page.getByRole("option", { name: "Viewer" }).click();
  await page.getByRole("button", { name: "Change the role" }).click();
  await expect(page.getByText("Cleo Colleague is viewer now.")).toBeVisible();
  // Not a cached answer: the colleague's next click meets the new role.
  await second.goto(base);
  await expect(second.getByRole("button", { name: "New project" })).toHaveCount(0);
  await second.goto(`${base}/settings/api-keys`);
  await expect(second.getByRole("heading", { name: "Your role cannot see API keys" })).toBeVisible();
  await other.close();

  await page.goto(`${base}/settings/api-keys`);
  await page.getByRole("button", { name: "New key" }).first().click();
  await page.getByRole("dialog").getByLabel("Name").fill("CI");
  const scope = page
    .getByRole("dialog")
    .getByRole("checkbox", { name: /read.*project|project.*read|see.*project/i })
    .first();
  if (!(await scope.isChecked())) await scope.check();
  await page.getByRole("button", { name: "Create key" }).click();
  const secret = await page
    .getByRole("textbox", { name: "API key" })
    .or(page.getByLabel("API key", { exact: true }))
    .first()
    .inputValue();
  expect(secret).toMatch(/^atr_live_/);
  const answer = await page.request.get(`${baseURL}/api/v1/projects`, {
    headers: { authorization: `Bearer ${secret}`, cookie: "" },
  });
  expect(answer.status()).toBe(200);
  await page.getByLabel("I saved it in a safe place").check();
  await page.getByRole("button", { name: "Done" }).click();
  await page.getByRole("button", { name: "Revoke CI" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
  await expect(page.getByText("CI was revoked.")).toBeVisible();
  const refused = await page.request.get(`${baseURL}/api/v1/projects`, {
    headers: { authorization: `Bearer ${secret}`, cookie: "" },
  });
  expect(refused.status()).toBe(401);
});

test("the keyboard opens the palette and the shortcuts", async ({ page }) => {
  await openDemo(page);
  // The page is there before its script listens to the keyboard.
  await expect(async () => {
    await page.keyboard.press("Control+k");
    await expect(page.getByRole("dialog")).toBeVisible({ timeout: 1000 });
  }).toPass();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: /shortcuts/i })).toBeVisible();
  await page.keyboard.press("Escape");
});

test("what is typed before the page came to life counts", once, async ({ page, baseURL }) => {
  let isOpen = (): void => {};
  const opened = new Promise<void>((resolve) => {
    isOpen = resolve;
  });
  await page.route(`${baseURL}/_next/static/**/*.js`, async (route) => {
    await opened;
    await route.continue();
  });
  await page.goto("/sign-in", { waitUntil: "commit" });
  await page.getByLabel("E-mail", { exact: true }).fill("nobody@example.test");
  await page.getByLabel("Password", { exact: true }).fill("correct horse battery");
  // Sent too early it is neither lost nor in the address.
  await page.getByLabel("Password", { exact: true }).press("Enter");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  expect(new URL(page.url()).search).toBe("");
  isOpen();
  await page.waitForLoadState("networkidle");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByText(/e-mail or password/i)).toBeVisible();
});
