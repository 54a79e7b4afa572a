import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { buildWidget } from "@/scripts/build-widget";

const at = (path: string) => new URL(`../../${path}`, import.meta.url);
const read = (path: string) => readFileSync(at(path), "utf8");
const packed = (text: string) => gzipSync(text, { level: 9 }).byteLength;

const files = await buildWidget();

describe("what websites load", () => {
  it("is built from the sources as they are: npm run widget:build", () => {
    for (const [path, content] of files) expect(read(path) === content, path).toBe(true);
    const names = [...files.keys()].filter((path) => path.startsWith("public/embed-app/"));
    expect(readdirSync(at("public/embed-app")).sort()).toEqual(names.map((path) => path.slice(17)).sort());
  });

  it("is small: 5 KB for the launcher, 70 KB for the chat", () => {
    expect(packed(files.get("public/widget.js") ?? "")).toBeLessThanOrEqual(5 * 1024);
    const app = [...files].filter(([path]) => path.startsWith("public/embed-app/"));
    expect(app.reduce((sum, [, content]) => sum + packed(content), 0)).toBeLessThanOrEqual(70 * 1024);
  });

  it("names no other website, and the launcher writes no HTML, no inline style and runs no text", () => {
    const launcher = files.get("public/widget.js") ?? "";
    expect(launcher).not.toMatch(
      /innerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|\.cssText|createElement\("style"\)/,
    );
    for (const [path, content] of files) {
      const addresses = [...content.matchAll(/https?:\/\/[\w.-]+/g)].map(([address]) => address);
      // Names of XML vocabularies are no addresses.
      expect(
        addresses.filter((address) => address !== "http://www.w3.org"),
        path,
      ).toEqual([]);
    }
  });
});
