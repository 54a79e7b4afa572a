import { NextRequest } from "next/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { env } from "@/lib/platform/env/env";
import { proxy } from "@/proxy";

const kept = { ...env() };
const fresh = () => Reflect.deleteProperty(globalThis, "__atriumLimits");
beforeAll(() => {
  fresh();
  Object.assign(env(), { RATE_LIMIT_SCALE: 0.05, TRUSTED_PROXIES: 1 });
});
afterAll(() => {
  fresh();
  Object.assign(env(), kept);
});

const ask = (path: string, from: string) =>
  proxy(new NextRequest(new URL(path, env().SITE_URL), { headers: { "x-forwarded-for": `6.6.6.6, ${from}` } }));
const page = "/p/0123456789abcdef01234567";

describe("public pages", () => {
  it("are let through up to the limit of an address, then answered with a page that says how long to wait", async () => {
    for (let n = 0; n < 6; n++) expect((await ask(page, "192.0.2.1")).status).toBe(200);
    const refused = await ask(page, "192.0.2.1");
    const wait = Number(refused.headers.get("retry-after"));
    expect([refused.status, refused.headers.get("content-type")]).toEqual([429, "text/html; charset=utf-8"]);
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(60);
    expect(refused.headers.get("cache-control")).toBe("no-store");
    expect(refused.headers.get("ratelimit")).toMatch(/^"default";r=0;t=\d+$/);
    const html = await refused.text();
    expect(html).toMatch(/<html lang="en">/);
    expect(html).toMatch(new RegExp(`wait ${wait} seconds?, then load it again`));
    // An address that leads nowhere counts as well: nobody guesses keys.
    expect((await ask("/p/nowhere", "192.0.2.1")).status).toBe(429);
  });

  it("of one visitor do not use up those of another, and no other page is counted", async () => {
    for (let n = 0; n < 20; n++) await ask(page, "192.0.2.2");
    expect((await ask(page, "192.0.2.3")).status).toBe(200);
    for (const path of ["/", "/sign-in", "/privacy", "/p"]) expect((await ask(path, "192.0.2.2")).status).toBe(200);
  });
});
