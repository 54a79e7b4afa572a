import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { safeNext } from "./safe-next";

describe("safeNext", () => {
  it.each(["/workspaces", "/juniper/projects?q=a#top", "/invite/abc"])("keeps %s", (path) =>
    expect(safeNext(path)).toBe(path),
  );

  it.each([
    "",
    "//evil.example",
    "/\\evil.example",
    "\\/evil",
    "https:evil.example",
    "https://evil.example",
    "javascript:alert(1)",
    "/%2Fevil.example",
    "/%5cevil",
    "/\t/evil.example",
    "/\n/evil",
    " //evil",
    "evil",
    undefined,
    null,
  ])("replaces %j", (path) => expect(safeNext(path)).toBe("/workspaces"));

  it("never leaves the site, whatever it is given", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.webUrl(),
          fc.string().map((text) => `/${text}`),
        ),
        (text) => {
          expect(new URL(safeNext(text), "https://atrium.test").origin).toBe("https://atrium.test");
        },
      ),
      { numRuns: 2000 },
    );
  });
});
