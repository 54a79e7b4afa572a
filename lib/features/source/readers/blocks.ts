import type { ReadDocument } from "@/lib/features/assistant/retrieval/read-document";
import { SourceFailure } from "../source.failure";

/** What a reader finds, in the order of reading. `page` says that the next page begins here; a `row` stays whole. */
export type Block =
  | { kind: "heading"; level: number; text: string }
  | { kind: "text"; text: string }
  | { kind: "row"; text: string }
  | { kind: "page" };
export type Blocks = { title: string; blocks: Block[] };

/** Longest text of one document, in characters. */
export const maxCharacters = 2_000_000;
const longestTitle = 300;
const longestHeading = 200;

/**
 * Puts what a reader found together as one document.
 * @throws SourceFailure TOO_LONG, EMPTY_TEXT
 */
export function assemble({ title, blocks }: Blocks): ReadDocument {
  const parts: string[] = [];
  const pageStarts: number[] = [];
  const headings: ReadDocument["headings"] = [];
  const units: number[] = [];
  let above: { level: number; name: string }[] = [];
  let at = 0;
  let waitingPages = 0;
  for (const block of blocks) {
    if (block.kind === "page") {
      waitingPages += 1;
      continue;
    }
    const text = cleanText(block.text);
    if (text === "") continue;
    const start = at === 0 ? 0 : at + separator.length;
    // A page without text begins where the next text does.
    for (; waitingPages > 0; waitingPages--) pageStarts.push(start);
    if (block.kind === "heading") {
      const name = cutWhole(text.replace(/\s+/g, " "), longestHeading);
      above = [...above.filter(({ level }) => level < block.level), { level: block.level, name }];
      headings.push({ at: start, path: above.map((heading) => heading.name).join(" > ") });
    }
    if (block.kind === "row") units.push(start);
    parts.push(text);
    at = start + text.length;
    if (at > maxCharacters) throw new SourceFailure("TOO_LONG");
  }
  if (!parts.some((part) => /[\p{L}\p{N}]/u.test(part))) throw new SourceFailure("EMPTY_TEXT");
  for (; waitingPages > 0; waitingPages--) pageStarts.push(at);
  const body = parts.join(separator);
  if (pageStarts.length > 0) pageStarts[0] = 0;
  return {
    title: titleLine(title),
    body,
    pageStarts,
    headings,
    ...(units.length > 0 ? { units } : {}),
  };
}

const separator = "\n\n";

/** One line of at most 300 characters. */
export function titleLine(text: string): string {
  return cutWhole(cleanText(text).replace(/\s+/g, " "), longestTitle);
}

function cutWhole(text: string, length: number): string {
  return text
    .slice(0, length)
    .replace(/[\uD800-\uDBFF]$/, "")
    .trimEnd();
}

/** Joiners belong into these scripts and into emoji; anywhere else they hide something. */
const strayJoiner =
  /(?<!(?:[\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Malayalam}\p{Script=Sinhala}\p{Extended_Pictographic}\p{Emoji_Modifier}]|\uFE0F))(?:\u200C|\u200D)/gu;
/** Control characters, characters of no width, marks that turn the direction of text around, tags, halves of pairs. */
const invisible =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u00AD\u061C\u180E\u200B\u200E\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]|[\u{E0000}-\u{E007F}]|\p{Surrogate}/gu;

/** Text as people see it: nothing hidden, no more than one blank line, no spaces at the ends of lines. */
export function cleanText(text: string): string {
  return text
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, "\n")
    .replace(invisible, "")
    .replace(strayJoiner, "")
    .normalize("NFC")
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .replace(/^\n+/, "")
    .trimEnd();
}
