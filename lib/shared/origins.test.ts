import { describe, expect, it } from "vitest";
import { isLocalAddress, normaliseOrigin } from "./origins";

describe("origins of websites", () => {
  it("are written as browsers send them", () => {
    expect(normaliseOrigin(" https://Example.com/ ")).toBe("https://example.com");
    expect(normaliseOrigin("https://example.com:443")).toBe("https://example.com");
    expect(normaliseOrigin("http://localhost:3000")).toBe("http://localhost:3000");
    expect(normaliseOrigin("https://bücher.example")).toBe("https://xn--bcher-kva.example");
    expect(normaliseOrigin("http://[::1]:8080")).toBe("http://[::1]:8080");
    expect(normaliseOrigin("https://*.example.com")).toBe("https://*.example.com");
    expect(normaliseOrigin("https://*.example.com:8443")).toBe("https://*.example.com:8443");
  });

  it("are refused where they mean more, or something else", () => {
    for (const text of [
      "",
      "example.com",
      "*",
      "https://*",
      "https://*.com",
      "https://a.*.example.com",
      "https://*.*.example.com",
      "https://example.com/shop",
      "https://example.com?x",
      "https://example.com#x",
      "https://me:secret@example.com",
      "https://*.127.0.0.1",
      "ftp://example.com",
      "javascript:alert(1)",
      "null",
      "https://exa mple.com",
      "https://example.com; script-src *",
      "https://example.com,https://other.example",
    ])
      expect([text, normaliseOrigin(text)]).toEqual([text, undefined]);
  });

  it("tells addresses of this machine or network", () => {
    for (const url of ["http://localhost:3000", "http://192.168.1.4", "http://127.0.0.1:4", "http://[::1]:3000"])
      expect([url, isLocalAddress(url)]).toEqual([url, true]);
    for (const url of ["https://atrium.example.com", "https://172.40.0.1", "https://10.example.com"])
      expect([url, isLocalAddress(url)]).toEqual([url, false]);
  });
});
