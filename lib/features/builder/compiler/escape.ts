import { isSqlKeyword } from "../blueprint/reserved";

/** Every way user text may reach a generated file. Nothing else may put user text into a template. */

const IDENTIFIER = /^[a-z][a-z0-9_]{0,62}$/;

/** A SQL identifier. Throws RangeError unless it is plain lower-case ASCII; keywords are quoted. */
export function sqlIdent(name: string): string {
  if (!IDENTIFIER.test(name)) throw new RangeError(`not an identifier: ${JSON.stringify(name)}`);
  return isSqlKeyword(name) ? `"${name}"` : name;
}

/** A SQL string literal. Backslashes stay literal because `standard_conforming_strings` is on by default. */
export function sqlText(text: string): string {
  return `'${withoutControls(text).replaceAll("'", "''")}'`;
}

/** One-line SQL comment text: no line break can end the comment early. */
export function sqlComment(text: string): string {
  return oneLine(text).replaceAll("*/", "* /");
}

/** A double-quoted TypeScript string literal, safe inside <script> and with line separators escaped. */
export function tsString(text: string): string {
  return JSON.stringify(withoutControls(text))
    .replaceAll("<", "\\u003c")
    .replaceAll("\u2028", "\\u2028")
    .replaceAll("\u2029", "\\u2029");
}

/** A TypeScript string as Biome prints it: double quotes unless single quotes need fewer escapes. */
export function tsStringFormatted(text: string): string {
  const double = tsString(text);
  const inner = double.slice(1, -1);
  const doubles = inner.split('\\"').length - 1;
  const singles = inner.split("'").length - 1;
  if (doubles <= singles) return double;
  return `'${inner.replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

/** Text inside JSX: entities for everything JSX or HTML would read as markup or code. */
export function jsxText(text: string): string {
  return oneLine(text).replace(/[{}<>&"'`]/g, (char) => `&#${char.charCodeAt(0)};`);
}

/** Text inside HTML, or a quoted attribute: entities for everything that could end it, and for `%`, which Vite reads. */
export function htmlText(text: string): string {
  return jsxText(text).replaceAll("%", "&#37;");
}

/** Inline Markdown text: no links, images, HTML, tables or headings can start in it. */
export function markdownText(text: string): string {
  return oneLine(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replace(/[\\`*_[\]#|!]/g, (char) => `\\${char}`)
    .replace(/\b(https?|ftp|mailto|javascript|data):/gi, (_match, scheme: string) => `${scheme}&#58;`)
    .replace(/^([-+]|\d+[.)])(?=\s)/, "\\$1");
}

/** A double-quoted YAML scalar; JSON strings are valid YAML. */
export function yamlString(text: string): string {
  return JSON.stringify(withoutControls(text)).replaceAll("\u2028", " ").replaceAll("\u2029", " ");
}

/** A single POSIX shell word. */
export function shellWord(text: string): string {
  return `'${oneLine(text).replaceAll("'", `'\\''`)}'`;
}

/** A label inside a mermaid diagram: letters, digits, spaces and hyphens only. */
export function mermaidLabel(text: string): string {
  return (
    oneLine(text)
      .replace(/[^\p{L}\p{N} -]/gu, "")
      .trim() || "item"
  );
}

/** One segment of a file path. Throws RangeError for anything but lower-case words, digits, `-`, `_` and `.`. */
export function fileSegment(name: string): string {
  if (!/^[a-z0-9][a-z0-9._-]{0,80}$/.test(name) || name.includes("..")) {
    throw new RangeError(`not a file name: ${JSON.stringify(name)}`);
  }
  return name;
}

export function oneLine(text: string): string {
  return withoutControls(text).replace(/\s+/gu, " ").trim();
}

/** Control and bidirectional override characters can hide code in a diff; they are dropped. */
function withoutControls(text: string): string {
  let out = "";
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    const isControl = (code < 32 && code !== 9 && code !== 10) || (code >= 127 && code < 160);
    const isBidi = (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
    const isLoneSurrogate = code >= 0xd800 && code <= 0xdfff;
    if (!isControl && !isBidi && !isLoneSurrogate) out += char;
  }
  return out;
}
