import { languageOf } from "./language";
import type { ReadDocument } from "./read-document";
import { type Span, sentencesOf, wordsIn } from "./sentences";
import { countTerms, termsOf } from "./terms";
import { tokens } from "./tokens";

/**
 * Two hundred words a chunk, a fifth of them shared with the next one. Measured on 36 articles: 200 words with overlap found the
 * answer in the first five for 95.5 % of questions, 100 words for 93.2 %, 500 words for 96.7 % but with a worse first place.
 */
const chunkWords = 200;
const overlapWords = 40;
/** Parts shorter than this are too short to be found by themselves (measured: answers in the first five 69 -> 74 %). */
const shortPart = 60;
const shortestVocabularyWord = 4;
const longestWord = 64;
const mostWords = 20_000;
const largestCount = 32_767;
const longestHeading = 1000;

/** Where in a chunk's text a heading or a page begins that the chunk does not begin with. */
export type ChunkPart = { at: number; heading: string; page: number | null };
export type CutChunk = {
  ord: number;
  /** What the headings of its parts have in common. */
  heading: string;
  page: number | null;
  /** Empty when the whole chunk stands under one heading on one page. */
  parts: ChunkPart[];
  startAt: number;
  endAt: number;
  text: string;
  terms: string[];
  tfs: number[];
  /** Terms, each as often as it occurs. */
  len: number;
};
export type CutDocument = { language: string; words: string[]; chunks: CutChunk[] };

/**
 * Cuts a document into passages of whole sentences under one heading each and counts their terms. Title and headings are
 * counted with the text, but not part of it: what is quoted is what the document says.
 */
export function cutDocument(doc: ReadDocument, options: { language?: string } = {}): CutDocument {
  const language = options.language ?? languageOf(doc.body);
  const chunks: CutChunk[] = [];
  for (const section of sectionsOf(doc))
    for (const span of packed(sentencesOf(doc.body, section, language), section.isWhole)) {
      const [startAt, endAt] = trimmed(doc.body, span);
      if (startAt >= endAt) continue;
      const text = doc.body.slice(startAt, endAt);
      const terms = [...termsOf(text, language), ...termsOf(`${doc.title} ${section.heading}`, language)];
      const counts = countTerms(terms);
      if (counts.size === 0) continue;
      chunks.push({
        ord: chunks.length,
        heading: section.heading.slice(0, longestHeading),
        page: pageAt(doc.pageStarts, startAt),
        parts: partsOf(doc, startAt, endAt),
        startAt,
        endAt,
        text,
        terms: [...counts.keys()],
        tfs: [...counts.values()].map((count) => Math.min(count, largestCount)),
        len: terms.length,
      });
    }
  return { language, words: vocabularyOf(`${doc.title}\n${doc.body}`), chunks };
}

type Section = Span & { heading: string; isWhole: boolean };

/** The parts between headings and units. A heading with nothing under it goes to the part that follows. */
function sectionsOf({ body, headings, units = [] }: ReadDocument): Section[] {
  const unitSet = new Set(units);
  const cuts = [...new Set([0, ...headings.map(({ at }) => at), ...units])]
    .filter((at) => at < body.length)
    .sort((a, b) => a - b);
  const byStart = new Map(headings.map(({ at, path }) => [at, path]));
  const sections: Section[] = [];
  let heading = "";
  let carried: number | undefined;
  cuts.forEach((at, index) => {
    const end = cuts[index + 1] ?? body.length;
    const own = byStart.get(at);
    if (own !== undefined) heading = own;
    const start = carried ?? at;
    carried = undefined;
    const isBare = own !== undefined && index + 1 < cuts.length && !/\n/.test(body.slice(at, end).trim());
    // A unit stays apart from the bare heading before it.
    if (isBare && !unitSet.has(end)) carried = start;
    else sections.push({ start, end, heading, isWhole: unitSet.has(at) });
  });
  return gathered(body, sections);
}

/**
 * Short parts under one heading stay with the next ones: three lines by themselves share too few words with any question.
 */
function gathered(body: string, sections: readonly Section[]): Section[] {
  const kept: Section[] = [];
  for (const section of sections) {
    const last = kept.at(-1);
    const count = wordsIn(body.slice(section.start, section.end));
    const before = last ? wordsIn(body.slice(last.start, last.end)) : 0;
    if (last && !last.isWhole && !section.isWhole && before < shortPart && before + count <= chunkWords)
      kept[kept.length - 1] = { ...last, end: section.end, heading: sharedPath(last.heading, section.heading) };
    else kept.push(section);
  }
  return kept;
}

/** "Prices > Tubes" and "Prices > Brakes" share "Prices". */
function sharedPath(a: string, b: string): string {
  const other = b.split(" > ");
  const parts = a.split(" > ");
  const differs = parts.findIndex((part, index) => part !== other[index]);
  return (differs < 0 ? parts : parts.slice(0, differs)).join(" > ");
}

/** Sentences packed into chunks; the end of one is the beginning of the next. */
function packed(sentences: (Span & { words: number })[], isWhole: boolean): Span[] {
  const total = sentences.reduce((sum, { words }) => sum + words, 0);
  const [first] = sentences;
  const last = sentences.at(-1);
  if (!first || !last) return [];
  // A little over is not worth a second chunk that says almost the same.
  if (total <= (isWhole ? chunkWords * 2 : chunkWords + overlapWords)) return [{ start: first.start, end: last.end }];
  const spans: Span[] = [];
  let from = 0;
  while (from < sentences.length) {
    let to = from;
    let count = 0;
    while (to < sentences.length && (to === from || count + (sentences[to]?.words ?? 0) <= chunkWords)) {
      count += sentences[to]?.words ?? 0;
      to += 1;
    }
    const begin = sentences[from];
    const end = sentences[to - 1];
    if (begin && end) spans.push({ start: begin.start, end: end.end });
    if (to >= sentences.length) break;
    let shared = 0;
    let next = to;
    while (next - 1 > from && shared + (sentences[next - 1]?.words ?? 0) <= overlapWords) {
      next -= 1;
      shared += sentences[next]?.words ?? 0;
    }
    from = next;
  }
  return spans;
}

function trimmed(body: string, { start, end }: Span): [number, number] {
  const text = body.slice(start, end);
  return [start + (text.length - text.trimStart().length), end - (text.length - text.trimEnd().length)];
}

function partsOf({ headings, pageStarts }: ReadDocument, startAt: number, endAt: number): ChunkPart[] {
  const begins = [...headings.map(({ at }) => at), ...pageStarts].filter((at) => at > startAt && at < endAt);
  if (begins.length === 0) return [];
  return [...new Set([startAt, ...begins])]
    .sort((a, b) => a - b)
    .map((at) => ({
      at: at - startAt,
      heading: (headings.findLast((heading) => heading.at <= at)?.path ?? "").slice(0, longestHeading),
      page: pageAt(pageStarts, at),
    }));
}

function pageAt(pageStarts: readonly number[], at: number): number | null {
  // Of pages that begin at the same place all but the last are empty.
  const index = pageStarts.findLastIndex((start) => start <= at);
  return index < 0 ? null : index + 1;
}

/** Words as they are written, for putting misspelt questions right. */
function vocabularyOf(text: string): string[] {
  const words = new Set<string>();
  for (const word of tokens(text)) {
    if (word.length >= shortestVocabularyWord && word.length <= longestWord && !/\d/.test(word)) words.add(word);
    if (words.size >= mostWords) break;
  }
  return [...words];
}
