/** The part of Markdown our generated files use. Output is data for React, so nothing in a file can become markup. */

export type Block =
  | { kind: "heading"; level: number; text: string }
  | { kind: "paragraph"; text: string }
  | { kind: "list"; start: number | null; items: string[] }
  | { kind: "code"; language: string; text: string }
  | { kind: "quote"; text: string }
  | { kind: "table"; head: string[]; rows: string[][] }
  | { kind: "rule" };

const listItem = /^\s*(?:([-*+])|(\d+)[.)])\s+(.*)$/;

export function parseMarkdown(source: string): Block[] {
  const lines = source.replace(/\r\n?/g, "\n").split("\n");
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const [block, next] = readBlock(lines, at);
    if (block !== null) blocks.push(block);
    at = next;
  }
  return blocks;
}

function readBlock(lines: readonly string[], at: number): [Block | null, number] {
  const line = lines[at] ?? "";
  if (line.trim() === "" || line.trim().startsWith("<!--")) return [null, at + 1];
  const fence = /^\s*(```+|~~~+)\s*([\w-]*)/.exec(line);
  if (fence) return readFence(lines, at, fence[1] ?? "```", fence[2] ?? "");
  const heading = /^(#{1,6})\s+(.*?)\s*#*$/.exec(line);
  if (heading) return [{ kind: "heading", level: heading[1]?.length ?? 1, text: heading[2] ?? "" }, at + 1];
  if (/^\s*([-*_])(\s*\1){2,}\s*$/.test(line)) return [{ kind: "rule" }, at + 1];
  if (line.includes("|") && /^\s*\|?[\s:|-]*-[\s:|-]*$/.test(lines[at + 1] ?? "")) return readTable(lines, at);
  if (listItem.test(line)) return readList(lines, at);
  if (line.startsWith(">")) {
    return readWhile(
      lines,
      at,
      (text) => text.startsWith(">"),
      (texts) => ({
        kind: "quote",
        text: texts.map((text) => text.replace(/^>\s?/, "")).join(" "),
      }),
    );
  }
  return readWhile(
    lines,
    at,
    (text) => text.trim() !== "" && !/^(#{1,6}\s|\s*```|>|\s*[-*+]\s|\s*\d+[.)]\s)/.test(text),
    (texts) => ({
      kind: "paragraph",
      text: texts.map((text) => text.trim()).join(" "),
    }),
  );
}

function readWhile(
  lines: readonly string[],
  at: number,
  belongs: (line: string) => boolean,
  make: (lines: string[]) => Block,
): [Block, number] {
  let end = at + 1;
  while (end < lines.length && belongs(lines[end] ?? "")) end += 1;
  return [make(lines.slice(at, end)), end];
}

function readFence(lines: readonly string[], at: number, mark: string, language: string): [Block, number] {
  let end = at + 1;
  while (end < lines.length && !(lines[end] ?? "").trim().startsWith(mark)) end += 1;
  return [{ kind: "code", language, text: lines.slice(at + 1, end).join("\n") }, end + 1];
}

function readList(lines: readonly string[], at: number): [Block, number] {
  const number = listItem.exec(lines[at] ?? "")?.[2];
  // A list that a code block interrupts goes on counting.
  const start = number === undefined ? null : Number(number);
  const items: string[] = [];
  let end = at;
  for (; end < lines.length; end += 1) {
    const line = lines[end] ?? "";
    const item = listItem.exec(line);
    if (item) items.push(item[3] ?? "");
    else if (/^\s{2,}\S/.test(line) && items.length > 0) items[items.length - 1] += ` ${line.trim()}`;
    else break;
  }
  return [{ kind: "list", start, items }, end];
}

function readTable(lines: readonly string[], at: number): [Block, number] {
  const cells = (line: string) =>
    line
      .trim()
      .replace(/^\||\|$/g, "")
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim().replaceAll("\\|", "|"));
  let end = at + 2;
  while (end < lines.length && (lines[end] ?? "").includes("|")) end += 1;
  return [{ kind: "table", head: cells(lines[at] ?? ""), rows: lines.slice(at + 2, end).map(cells) }, end];
}

export type Inline =
  | { kind: "text" | "code" | "strong" | "em"; text: string }
  | { kind: "link"; text: string; href: string };

const inline = /(`+)(.+?)\1|\*\*(.+?)\*\*|\[([^\]]+)\]\(([^()\s]+)\)|(?<![\w*])[*_]([^*_]+?)[*_](?![\w*])/g;

export function parseInline(text: string): Inline[] {
  const parts: Inline[] = [];
  let last = 0;
  for (const match of text.matchAll(inline)) {
    if (match.index > last) parts.push({ kind: "text", text: text.slice(last, match.index) });
    const [whole, , code, strong, label, href, em] = match;
    if (code !== undefined) parts.push({ kind: "code", text: code });
    else if (strong !== undefined) parts.push({ kind: "strong", text: strong });
    else if (em !== undefined) parts.push({ kind: "em", text: em });
    // Only web addresses become links: a file's own `javascript:` or relative target leads nowhere good.
    else if (label !== undefined && href !== undefined && /^https?:\/\//.test(href))
      parts.push({ kind: "link", text: label, href });
    else parts.push({ kind: "text", text: label ?? whole });
    last = match.index + whole.length;
  }
  if (last < text.length) parts.push({ kind: "text", text: text.slice(last) });
  return parts;
}
