import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { vectorThresholds } from "@/lib/features/assistant/retrieval/thresholds";
import type { ChatSession } from "@/lib/features/conversation/chat.schema";
import { demoAssistantId } from "@/lib/features/demo/demo-assistant";
import { demoCookie, freePort, type Server, spawnServer, untilReady } from "./harness";

const dir = mkdtempSync(join(tmpdir(), "atrium-demo-site-"));
/** The website is opened after everything else has started. */
const patience = { timeout: 30_000, interval: 200 };
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** What somebody on the website is answered, asked as the widget asks. */
async function ask(server: Server, origin: string, key: string, text: string) {
  const post = (path: string, body: object, headers: Record<string, string> = {}) =>
    fetch(`${server.url}/api/v1/chat/${key}/${path}`, {
      method: "POST",
      headers: { origin, "content-type": "application/json", ...headers },
      body: JSON.stringify(body),
    });
  const opened = await post("sessions", {});
  if (!opened.ok) return { status: opened.status, allowed: null, stream: "" };
  const { token } = ((await opened.json()) as { data: ChatSession }).data;
  const answer = await post("messages", { text, clientKey: crypto.randomUUID() }, { authorization: `Bearer ${token}` });
  const allowed = answer.headers.get("access-control-allow-origin");
  return { status: answer.status, allowed, stream: await answer.text() };
}

async function conversationsSeen(server: Server): Promise<string> {
  const cookie = await demoCookie(server.url);
  const response = await fetch(`${server.url}/api/v1/conversations?workspace=juniper&limit=50`, {
    headers: { cookie },
  });
  return await response.text();
}

/** The thresholds that a run of the demo's test set was judged by: those for meaning, once the local model has read everything. */
async function testSetThresholds(server: Server): Promise<unknown> {
  const path = `/api/v1/assistants/${demoAssistantId}/test-runs?workspace=juniper`;
  const response = await fetch(`${server.url}${path}`, {
    method: "POST",
    headers: { cookie: await demoCookie(server.url), origin: server.url, "content-type": "application/json" },
    body: "{}",
  });
  return ((await response.json()) as { data: { thresholds: unknown } }).data.thresholds;
}

describe("the demo's website", () => {
  it("stands on another origin, loads the widget, and its assistant answers with a source; seeded once", async () => {
    const [port, sitePort] = [await freePort(), await freePort()];
    const env = {
      ATRIUM_DATA_DIR: join(dir, "data"),
      SITE_URL: `http://localhost:${port}`,
      DEMO_SITE_PORT: String(sitePort),
    };
    const site = `http://localhost:${sitePort}`;
    let server = spawnServer(port, env);
    try {
      await untilReady(server);
      await expect.poll(() => server.output(), patience).toContain(`Demo website:    ${site}`);
      const page = await fetch(site);
      const policy = page.headers.get("content-security-policy") ?? "";
      expect(policy).toContain(`default-src 'none'; script-src ${server.url}; frame-src ${server.url}`);
      const html = await page.text();
      const key = /<script src="([^"]+)" data-assistant="([0-9a-f]{20})" async><\/script>/.exec(html);
      expect(key?.[1]).toBe(`${server.url}/widget.js`);
      const answered = await ask(server, site, key?.[2] ?? "", "How long does delivery to Sweden take?");
      expect(answered).toMatchObject({ status: 200, allowed: site });
      expect(answered.stream).toContain("event: citation");
      expect(answered.stream).toContain("two to four working days");
      expect((await ask(server, "https://elsewhere.example", key?.[2] ?? "", "Hello?")).status).toBe(403);
      expect((await fetch(`${site}/../server.mjs`)).status).toBe(404);
      expect((await fetch(site, { method: "POST" })).status).toBe(405);
      await expect.poll(() => testSetThresholds(server), patience).toEqual(vectorThresholds);
      const before = (JSON.parse(await conversationsSeen(server)) as { data: unknown[] }).data.length;
      await server.kill("SIGTERM");

      server = spawnServer(port, env);
      await untilReady(server);
      await expect.poll(async () => await (await fetch(site)).text(), patience).toContain(key?.[2]);
      expect((JSON.parse(await conversationsSeen(server)) as { data: unknown[] }).data).toHaveLength(before);
    } finally {
      await server.kill("SIGTERM");
    }
  }, 240_000);

  it("is left out with a word when its port is taken, and silently when it is not wanted", async () => {
    const busy = createServer();
    const sitePort = await freePort();
    await new Promise<void>((resolve) => busy.listen(sitePort, resolve));
    const port = await freePort();
    const server = spawnServer(port, { ATRIUM_DATA_DIR: join(dir, "data"), DEMO_SITE_PORT: String(sitePort) });
    try {
      await untilReady(server);
      await expect
        .poll(() => server.output(), patience)
        .toContain(`Port ${sitePort} is taken, so the demo website is left out.`);
    } finally {
      await server.kill("SIGTERM");
      busy.close();
    }
    const off = spawnServer(port, { ATRIUM_DATA_DIR: join(dir, "data"), DEMO_SITE_PORT: "0" });
    try {
      await untilReady(off);
      await expect.poll(() => off.output(), patience).toContain("Atrium is ready");
      expect(off.output()).not.toMatch(/demo website/i);
    } finally {
      await off.kill("SIGTERM");
    }
  }, 240_000);
});
