// The pictures of the README, from the built server (`npm run build`) on a temporary data folder with its demo.
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Page } from "@playwright/test";
import { openWidget } from "../tests/e2e/widget-actions";
import { freePort, spawnServer, untilReady } from "../tests/server/harness";

const target = "docs/images";
const executablePath =
  process.env.CHROMIUM_PATH ??
  ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) => existsSync(path));

async function takePictures(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.getByRole("button", { name: "Open the demo" }).first().click();
  await page.getByRole("link", { name: /Member app/ }).click();
  await page.getByRole("tabpanel").getByRole("heading").first().waitFor();
  await page.waitForLoadState("networkidle");
  await page.mouse.move(0, 0);
  await page.screenshot({ path: join(target, "project.png") });
}

/** The demo's client's website with an answer in its corner. */
async function takeWidget(page: Page, site: string): Promise<void> {
  await page.goto(site);
  const frame = await openWidget(page);
  await frame.getByRole("textbox", { name: "Write a message" }).fill("How long can I pause a subscription?");
  await frame.getByRole("button", { name: "Send" }).click();
  await frame.locator(".sources button").first().click();
  await frame.locator("blockquote").waitFor();
  await page.mouse.move(0, 0);
  await page.screenshot({ path: join(target, "assistant.png") });
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "atrium-screenshots-"));
  const sitePort = await freePort();
  const server = spawnServer(await freePort(), {
    ATRIUM_DATA_DIR: join(folder, "data"),
    DEMO_SITE_PORT: String(sitePort),
    ASSISTANT_EMBEDDINGS: "off",
  });
  try {
    await untilReady(server);
    const browser = await chromium.launch({
      ...(executablePath === undefined ? {} : { executablePath }),
      args: ["--no-sandbox", "--disable-gpu"],
    });
    try {
      mkdirSync(target, { recursive: true });
      const viewport = { width: 1280, height: 800 };
      const page = await browser.newPage({ viewport, deviceScaleFactor: 1.5, reducedMotion: "reduce" });
      await takePictures(page, server.url);
      await takeWidget(page, `http://localhost:${sitePort}`);
    } finally {
      await browser.close();
    }
  } finally {
    await server.kill("SIGTERM");
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
