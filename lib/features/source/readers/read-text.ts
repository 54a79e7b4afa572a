import type { Block, Blocks } from "./blocks";

/** Plain text: blank lines part paragraphs, and lines that were broken to fit a width are put together again. */
export function readText(text: string): Blocks {
  const paragraphs = text.replace(/\r\n?/g, "\n").split(/\n[^\S\n]*\n/);
  const blocks: Block[] = paragraphs.map((paragraph) => ({ kind: "text", text: unwrapped(paragraph) }));
  return { title: "", blocks };
}

const shortestWrapped = 40;

/** Joins a line to the one before when that ended in the middle of a sentence and was about as long as lines get. */
function unwrapped(paragraph: string): string {
  const joined: string[] = [];
  let before = "";
  for (const line of paragraph.split("\n").map((raw) => raw.trimEnd())) {
    const isItem = /^\s*(?:[-*•–]|\d{1,9}[.)])\s/.test(line) || /^\s{2}/.test(line);
    const isWrapped = before.length >= shortestWrapped && !/[.!?:;]$/.test(before) && /^[\p{Ll}\p{N}(]/u.test(line);
    joined.push(joined.length === 0 ? "" : isWrapped && !isItem ? " " : "\n", line);
    before = line;
  }
  return joined.join("");
}
