import { describe, expect, it } from "vitest";
import { frameAncestors, originMatches } from "./chat-origins";

describe("originMatches", () => {
  it("takes an origin word for word", () => {
    expect(originMatches("https://good.com", ["https://good.com"])).toBe(true);
    expect(originMatches("http://localhost:5173", ["https://good.com", "http://localhost:5173"])).toBe(true);
    for (const origin of [
      "https://good.com.evil.com",
      "https://evil-good.com",
      "https://evil.com/https://good.com",
      "http://good.com",
      "https://good.com:8443",
      "https://www.good.com",
      "https://good.com/",
      "https://user@good.com",
      "HTTPS://GOOD.COM",
      "null",
      "",
      "*",
      "good.com",
      "file://",
      "javascript:alert(1)",
    ])
      expect(originMatches(origin, ["https://good.com"]), origin).toBe(false);
  });

  it("takes every subdomain of a wildcard, and nothing else", () => {
    const allowed = ["https://*.good.com"];
    for (const origin of ["https://www.good.com", "https://a.b.good.com"])
      expect(originMatches(origin, allowed), origin).toBe(true);
    for (const origin of [
      "https://good.com",
      "https://evilgood.com",
      "https://x.good.com.evil.com",
      "http://www.good.com",
      "https://www.good.com:8443",
      "null",
    ])
      expect(originMatches(origin, allowed), origin).toBe(false);
    expect(originMatches("http://shop.local:8080", ["http://*.local:8080"])).toBe(true);
    expect(originMatches("http://shop.local", ["http://*.local:8080"])).toBe(false);
  });

  it("lets nothing in when nothing is allowed, and never everything", () => {
    expect(originMatches("https://good.com", [])).toBe(false);
    for (const entry of ["*", "https://*", "null", "https://", "", "https://*."])
      expect(originMatches("https://good.com", [entry]), entry).toBe(false);
  });
});

describe("frameAncestors", () => {
  it("names our own pages and what is allowed, and nothing that would break out of the policy", () => {
    expect(frameAncestors([])).toBe("'self'");
    expect(frameAncestors(["https://good.com", "https://*.shop.com:8443", "https://x; script-src *", "*"])).toBe(
      "'self' https://good.com https://*.shop.com:8443",
    );
  });
});
