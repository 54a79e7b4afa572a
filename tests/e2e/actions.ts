import { expect, type Page } from "@playwright/test";

export const password = "correct horse battery";
/** For a test of what is the same at every size: it runs at the first one only. */
export const once = { tag: "@once" };
let counter = 0;

/** An address nobody used before, also when a failed test is tried again. */
export function freshEmail(name: string): string {
  counter += 1;
  return `${name}-${Date.now().toString(36)}${counter}@example.test`;
}

export async function openDemo(page: Page): Promise<void> {
  await page.goto("/");
  await page.getByRole("button", { name: "Open the demo" }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Projects" })).toBeVisible();
}

/** The newest mail to an address, opened in the mailbox page; follows its first link. */
export async function followMail(page: Page, email: string, subject: RegExp): Promise<void> {
  await expect(async () => {
    await page.goto("/dev/mail");
    await expect(
      page
        .getByRole("link", { name: subject })
        .filter({ hasText: email })
        .or(page.locator("li, tr").filter({ hasText: email }).filter({ hasText: subject }).getByRole("link"))
        .first(),
    ).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 20_000 });
  await page
    .locator("li, tr, a")
    .filter({ hasText: email })
    .filter({ hasText: subject })
    .first()
    .locator("a")
    .or(page.getByRole("link", { name: subject }).filter({ hasText: email }))
    .first()
    .click();
  await page.getByRole("region", { name: "Links in this mail" }).getByRole("link").first().click();
}

/** Signs up, follows the mail and lands where `next` leads. */
export async function signUp(page: Page, email: string, name: string): Promise<void> {
  await page.getByLabel("Your name").fill(name);
  const field = page.getByLabel("E-mail", { exact: true });
  if (await field.isEditable()) await field.fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page).toHaveURL(/check-inbox/);
  await followMail(page, email, /confirm/i);
  await page.getByRole("button", { name: /confirm/i }).click();
}

export async function createWorkspace(page: Page, name: string): Promise<string> {
  await expect(page).toHaveURL(/\/welcome/);
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByRole("button", { name: "Create workspace" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Projects" })).toBeVisible();
  return new URL(page.url()).pathname;
}
