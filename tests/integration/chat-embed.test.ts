import { beforeAll, describe, expect, it } from "vitest";
import { GET as embed } from "@/app/embed/[assistantKey]/route";
import { GET as script } from "@/app/w/[assistantKey]/route";
import { env } from "@/lib/platform/env/env";
import { pathsButEmbedded } from "@/lib/platform/http/static-headers";
import { config as proxied } from "@/proxy";
import { createAssistant, type TestAssistant } from "../factories/assistants";
import { change } from "../factories/chat";
import { createWorkspace } from "../factories/people";

const shop = "https://shop.example";
let assistant: TestAssistant;
let closed: TestAssistant;
beforeAll(async () => {
  const ws = await createWorkspace();
  assistant = await createAssistant(ws.id, { name: "<b>Desk</b>", allowedOrigins: [shop, "https://*.good.com"] });
  closed = await createAssistant(ws.id);
});

const own = () => new URL(env().SITE_URL).origin;
const page = (key: string) =>
  embed(new Request(`${own()}/embed/${key}`), { params: Promise.resolve({ assistantKey: key }) });
const launcher = (key: string, headers: Record<string, string> = {}) =>
  script(new Request(`${own()}/w/${key}.js`, { headers }), { params: Promise.resolve({ assistantKey: `${key}.js` }) });

describe("the page in the frame", () => {
  it("may be framed by the allowed websites and ourselves, and runs nothing but our own files", async () => {
    const answer = await page(assistant.key);
    const policy = answer.headers.get("content-security-policy");
    expect(policy).toBe(
      `frame-ancestors 'self' ${shop} https://*.good.com; default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'`,
    );
    expect(answer.headers.get("x-frame-options")).toBeNull();
    const html = await answer.text();
    expect(html).toContain("<title>&lt;b&gt;Desk&lt;/b&gt;</title>");
    expect(html).not.toMatch(/<script(?![^>]* src="\/embed-app\/app-[0-9a-f]+\.js")|style=|<style/);
    expect((await page(closed.key)).headers.get("content-security-policy")).toMatch(/^frame-ancestors 'self';/);
  });

  it("is a page that says so for an assistant that is unknown or switched off", async () => {
    const off = await createAssistant((await createWorkspace()).id);
    await change(off, { enabled: false });
    for (const key of [off.key, "0".repeat(20), "nonsense", '"><script>']) {
      const answer = await page(key);
      expect(answer.status).toBe(404);
      const html = await answer.text();
      expect(html).toContain("There is no assistant here, or it is switched off.");
      expect(html).not.toContain("<script");
    }
  });

  it("keeps the older header away from the frame alone, and the proxy away from what websites load", () => {
    const source = new RegExp(`^${pathsButEmbedded.replace(/:path/, "")}$`);
    expect(["/", "/acme", "/embedded", "/api/v1/me"].map((path) => source.test(path))).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(source.test(`/embed/${assistant.key}`)).toBe(false);
    const proxy = new RegExp(`^${proxied.matcher[0]}$`);
    for (const path of [`/embed/${assistant.key}`, "/embed-app/app.js", "/widget.js", `/w/${assistant.key}.js`])
      expect(proxy.test(path), path).toBe(false);
    for (const path of ["/", "/acme/inbox", "/widgets", "/workspaces"]) expect(proxy.test(path), path).toBe(true);
  });
});

describe("the script with the launcher's looks", () => {
  it("hands them over, may be kept for five minutes, and is not sent twice", async () => {
    for (const referer of [`${shop}/a/page?x=1`, "https://www.good.com/", `${own()}/acme/assistants`, undefined]) {
      const answer = await launcher(assistant.key, referer === undefined ? {} : { referer });
      expect([answer.status, answer.headers.get("cache-control")]).toEqual([200, "private, max-age=300"]);
      expect(answer.headers.get("content-type")).toMatch(/^text\/javascript/);
      const heard: unknown[] = [];
      const window = { __atrium: { configure: (config: unknown) => heard.push(config) } };
      new Function("window", await answer.text())(window);
      expect(heard).toEqual([
        { name: "<b>Desk</b>", color: "#2f6f4f", position: "right", theme: "auto", avatar: "", language: "auto" },
      ]);
      const again = await launcher(assistant.key, { "if-none-match": answer.headers.get("etag") ?? "" });
      expect([again.status, await again.text()]).toEqual([304, ""]);
    }
    await change(assistant, { color: "#112233" });
    const first = (await launcher(assistant.key)).headers.get("etag");
    await change(assistant, { color: "#445566" });
    expect((await launcher(assistant.key)).headers.get("etag")).not.toBe(first);
  });

  it("does nothing but say why where it may not", async () => {
    const refused = [
      await launcher("0".repeat(20)),
      await launcher("nonsense"),
      await launcher(assistant.key, { referer: "https://evil.example/" }),
      await launcher(assistant.key, { referer: "https://good.com.evil.com/" }),
      await launcher(closed.key, { referer: `${shop}/` }),
    ];
    for (const answer of refused) {
      expect([answer.status, answer.headers.get("cache-control")]).toEqual([200, "private, no-store"]);
      expect(await answer.text()).toMatch(/^console\.warn\("Atrium: [^"]+"\);\n$/);
    }
  });
});
