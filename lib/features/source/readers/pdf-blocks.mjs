// The text of a PDF, page by page. Plain JavaScript: it runs in the thread of read-worker.mjs.
import { getDocumentProxy } from "unpdf";
import { Unreadable } from "./unreadable.mjs";

/** @typedef {{ kind: "heading", level: number, text: string } | { kind: "text", text: string } | { kind: "page" }} PdfBlock */
/** @typedef {{ text: string, y: number, size: number }} Line */

const maxCharacters = 2_000_000;
/** A page number on each page of a scan is not a text. */
const fewestLetters = 20;
const longestHeading = 120;

/**
 * @param {Uint8Array} bytes
 * @returns {Promise<{ title: string, blocks: PdfBlock[] }>}
 * @throws Unreadable PDF_ENCRYPTED, PDF_DAMAGED, NO_TEXT, TOO_LONG
 */
export async function pdfBlocks(bytes) {
  const pdf = await getDocumentProxy(bytes, { verbosity: 0, disableFontFace: true }).catch((cause) => {
    throw new Unreadable(cause?.name === "PasswordException" ? "PDF_ENCRYPTED" : "PDF_DAMAGED", cause);
  });
  /** @type {Line[][]} */
  const pages = [];
  let letters = 0;
  for (let number = 1; number <= pdf.numPages; number++) {
    const lines = await linesOf(pdf, number);
    letters += lines.reduce((sum, { text }) => sum + text.length, 0);
    if (letters > maxCharacters) throw new Unreadable("TOO_LONG");
    pages.push(lines);
  }
  if (pages.flat().reduce((sum, { text }) => sum + (text.match(/\p{L}/gu)?.length ?? 0), 0) < fewestLetters)
    throw new Unreadable("NO_TEXT");
  const repeated = repeatedOn(pages);
  const size = usualSize(pages);
  /** @type {PdfBlock[]} */
  const blocks = [];
  for (const lines of pages) {
    blocks.push({ kind: "page" });
    const own = lines.filter((line, index) => !(isEdge(index, lines) && repeated.has(shapeOf(line.text))));
    blocks.push(...paragraphsOf(own, size));
  }
  return { title: await titleOf(pdf), blocks };
}

/** @param {Awaited<ReturnType<typeof getDocumentProxy>>} pdf @param {number} number @returns {Promise<Line[]>} */
async function linesOf(pdf, number) {
  // One page that is broken does not make the others unreadable.
  const page = await pdf.getPage(number).catch(() => null);
  const content = await page?.getTextContent().catch(() => null);
  /** @type {Line[]} */
  const lines = [];
  let text = "";
  let y = 0;
  let size = 0;
  const end = () => {
    const line = text.replace(/\s+/g, " ").trim();
    if (line !== "") lines.push({ text: line, y, size });
    text = "";
    size = 0;
  };
  for (const item of content?.items ?? []) {
    if (!("str" in item)) continue;
    const at = item.transform[5] ?? 0;
    const height = Math.hypot(item.transform[2] ?? 0, item.transform[3] ?? 0) || item.height;
    if (text !== "" && item.str.trim() !== "" && Math.abs(at - y) > Math.max(size, height) * 0.6) end();
    if (item.str.trim() !== "") {
      y = at;
      size = Math.max(size, height);
    }
    text += item.str;
    if (item.hasEOL) end();
  }
  end();
  page?.cleanup();
  return lines;
}

/** @param {number} index @param {Line[]} lines */
const isEdge = (index, lines) => index === 0 || index === lines.length - 1;
/** Numbers of pages differ. @param {string} text */
const shapeOf = (text) => text.replace(/\d+/g, "#").toLowerCase();

/** First and last lines that stand on most pages: titles and page numbers. @param {Line[][]} pages */
function repeatedOn(pages) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const lines of pages) {
    const edges = new Set(lines.filter((_line, index) => isEdge(index, lines)).map(({ text }) => shapeOf(text)));
    for (const shape of edges) counts.set(shape, (counts.get(shape) ?? 0) + 1);
  }
  const enough = Math.max(4, pages.length * 0.6);
  return new Set([...counts].filter(([, count]) => count >= enough).map(([shape]) => shape));
}

/** The size of letters most of the text has. @param {Line[][]} pages */
function usualSize(pages) {
  /** @type {Map<number, number>} */
  const letters = new Map();
  for (const { text, size } of pages.flat()) {
    const rounded = Math.round(size * 2) / 2;
    letters.set(rounded, (letters.get(rounded) ?? 0) + text.length);
  }
  return [...letters].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 10;
}

/** @param {Line[]} lines @param {number} usual @returns {PdfBlock[]} */
function paragraphsOf(lines, usual) {
  /** @type {PdfBlock[]} */
  const blocks = [];
  let text = "";
  let level = 0;
  /** @type {Line | undefined} */
  let before;
  const end = () => {
    if (text === "") return;
    const isHeading = level > 0 && text.length <= longestHeading && /\p{L}/u.test(text);
    blocks.push(isHeading ? { kind: "heading", level, text } : { kind: "text", text });
    text = "";
  };
  for (const line of lines) {
    const own = levelOf(line.size / usual);
    const gap = before === undefined ? 0 : Math.abs(before.y - line.y);
    const isApart = before !== undefined && (own !== level || gap > Math.max(before.size, line.size) * 1.7);
    if (isApart) end();
    text = joined(text, line.text);
    level = own;
    before = line;
  }
  end();
  return blocks;
}

/** @param {number} ratio */
const levelOf = (ratio) => (ratio >= 1.8 ? 1 : ratio >= 1.4 ? 2 : ratio >= 1.15 ? 3 : 0);

/** A word that was divided at the end of a line is one word again. @param {string} text @param {string} next */
function joined(text, next) {
  if (text === "") return next;
  if (/^(?:[-•–*]|\d+[.)])\s/.test(next)) return `${text}\n${next}`;
  return /\p{Ll}[-\u2010\u00AD]$/u.test(text) && /^\p{Ll}/u.test(next) ? text.slice(0, -1) + next : `${text} ${next}`;
}

/** @param {Awaited<ReturnType<typeof getDocumentProxy>>} pdf */
async function titleOf(pdf) {
  const meta = await pdf.getMetadata().catch(() => null);
  const title = meta?.info && "Title" in meta.info ? meta.info.Title : "";
  return typeof title === "string" ? title : "";
}
