import type { Block, Blocks } from "./blocks";

/** Markdown as people read it: headings, lists and tables kept, the marks taken out. */
export function readMarkdown(text: string): Blocks {
  const reader = new MarkdownReader();
  for (const line of withoutComments(withoutPreamble(text.replace(/\r\n?/g, "\n"))).split("\n")) reader.take(line);
  const blocks = reader.finish();
  return { title: blocks.find((block) => block.kind === "heading")?.text ?? "", blocks };
}

/** The part between --- lines at the top is for programs. */
const withoutPreamble = (text: string): string => text.replace(/^---\n[\s\S]*?\n---\n/, "");

/** One that does not end is no comment. */
function withoutComments(text: string): string {
  const parts: string[] = [];
  let from = 0;
  for (;;) {
    const start = text.indexOf("<!--", from);
    const end = start < 0 ? -1 : text.indexOf("-->", start);
    if (end < 0) return parts.concat(text.slice(from)).join("");
    parts.push(text.slice(from, start));
    from = end + 3;
  }
}

class MarkdownReader {
  readonly #blocks: Block[] = [];
  #lines: string[] = [];
  /** Lines go together with spaces (a paragraph) or stay apart (lists, tables, code). */
  #isParagraph = true;
  #fence: string | undefined;
  #header: string[] | undefined;

  take(line: string): void {
    const fence = /^\s{0,3}(```+|~~~+)/.exec(line)?.[1];
    if (this.#fence !== undefined) {
      if (fence?.startsWith(this.#fence)) this.#end();
      else this.#lines.push(line);
      return;
    }
    if (fence !== undefined) {
      this.#end();
      this.#fence = fence;
      this.#isParagraph = false;
      return;
    }
    if (line.trim() === "") return void this.#end();
    const marks = /^\s{0,3}(#{1,6})\s/.exec(line);
    if (marks) return void this.#heading(marks[1]?.length ?? 1, line.slice(marks[0].length).trim());
    if (/^\s{0,3}(?:=+|-+)\s*$/.test(line) && this.#isParagraph && this.#lines.length === 1) {
      const [title = ""] = this.#lines;
      this.#lines = [];
      return void this.#heading(line.trim().startsWith("=") ? 1 : 2, title);
    }
    if (/^\s{0,3}(?:[-*_]\s*){3,}$/.test(line) || /^\s*\[[^\]]+\]:\s*\S+/.test(line)) return void this.#end();
    if (/^\s*\|.*\||^[^|]+\|[^|]+\|/.test(line)) return void this.#row(line);
    const item = /^(\s*)(?:([-*+])|(\d+[.)]))\s+(.*)$/.exec(line);
    if (item) return void this.#item(item);
    this.#text(line);
  }

  finish(): Block[] {
    this.#end();
    return this.#blocks;
  }

  #end(): void {
    const isCode = this.#fence !== undefined;
    const text = isCode
      ? this.#lines.join("\n")
      : this.#lines.map((line) => inline(line)).join(this.#isParagraph ? " " : "\n");
    if (text.trim() !== "") this.#blocks.push({ kind: "text", text });
    this.#lines = [];
    this.#isParagraph = true;
    this.#fence = undefined;
    this.#header = undefined;
  }

  #heading(level: number, text: string): void {
    this.#end();
    const words = inline(text);
    if (words !== "") this.#blocks.push({ kind: "heading", level, text: words });
  }

  #item([, indent = "", bullet, number, text = ""]: RegExpExecArray): void {
    if (this.#isParagraph) this.#end();
    this.#isParagraph = false;
    const words = text.replace(/^\[[ xX]\]\s+/, "");
    this.#lines.push(`${"  ".repeat(Math.floor(indent.length / 2))}${bullet ? "-" : number} ${words}`);
  }

  #row(line: string): void {
    const cells = line
      .trim()
      .replace(/^\||\|$/g, "")
      .split(/(?<!\\)\|/)
      .map((cell) => cell.replace(/\\\|/g, "|").trim());
    if (this.#isParagraph) this.#end();
    if (cells.every((cell) => /^:?-+:?$/.test(cell))) {
      // The line under the header: what was taken for a row names the columns.
      this.#header = this.#lines.pop()?.split("; ");
      return;
    }
    this.#isParagraph = false;
    const names = this.#header ?? [];
    const told = cells.flatMap((cell, index) =>
      cell === "" ? [] : [names[index] ? `${names[index]}: ${cell}` : cell],
    );
    this.#lines.push(told.join("; "));
  }

  #text(line: string): void {
    const words = line.replace(/^\s{0,3}(?:>\s?)+/, "").trim();
    // A line under an item belongs to it.
    const last = this.#isParagraph ? undefined : this.#lines.pop();
    this.#lines.push(last === undefined ? words : `${last} ${words}`);
  }
}

/** Words without marks: links by their text, pictures by their description. Lengths are bounded, so that no text takes long. */
function inline(text: string): string {
  return text
    .replace(/!\[([^\][]{0,500})\]\([^)]{0,2000}\)/g, "$1")
    .replace(/\[([^\][]{1,500})\]\((?:[^()]|\([^)]{0,500}\)){0,2000}\)/g, "$1")
    .replace(/\[([^\][]{1,500})\]\[[^\]]{0,200}\]/g, "$1")
    .replace(/<((?:https?:|mailto:)[^>\s]{1,2000})>/g, "$1")
    .replace(/<\/?[a-zA-Z][^<>]{0,500}>/g, "")
    .replace(/(`{1,3})([^`]{1,500})\1/g, "$2")
    .replace(/(\*{2,3}|__|~~)(?=\S)([^*_~]{1,500})(?<=\S)\1/g, "$2")
    .replace(/(?<![\w*])([*_])(?=\S)([^*_]{1,500}?)(?<=\S)\1(?![\w*])/g, "$2")
    .replace(/\\([!-/:-@[-`{-~])/g, "$1")
    .replace(/&(amp|lt|gt|quot|nbsp);/g, (_all, name: string) => entities[name] ?? "")
    .replace(/ #{1,6}$/, "")
    .trim();
}
const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', nbsp: " " };
