export type Span = { start: number; end: number };

const longestSentenceWords = 120;
const segmenters = new Map<string, Intl.Segmenter>();

function segmenter(language: string): Intl.Segmenter {
  const wanted = /^[a-z]{2}$/.test(language) ? language : "en";
  let found = segmenters.get(wanted);
  if (!found) {
    found = new Intl.Segmenter(wanted, { granularity: "sentence" });
    segmenters.set(wanted, found);
  }
  return found;
}

/** What the segmenter takes for the end of a sentence and is not. */
const abbreviation =
  /(?:^|[\s(])(?:\p{Lu}|Mr|Mrs|Ms|Dr|Prof|St|No|Nr|vs|etc|e\.g|i\.e|z\.B|d\.h|bzw|ca|Sr|Sra|approx|Inc|Ltd|Co|min|max|Tel|Abs|Art)\.\s*$/u;

/**
 * Sentences of a part of a text, each with its words. A line break of its own ends one as well: lists and tables have no full
 * stops. What is longer than 120 words is cut between words.
 */
export function sentencesOf(body: string, part: Span, language: string): (Span & { words: number })[] {
  const found: (Span & { words: number })[] = [];
  const text = body.slice(part.start, part.end);
  let lineStart = 0;
  for (const line of text.split(/(?<=\n)/)) {
    const at = part.start + lineStart;
    lineStart += line.length;
    if (line.trim() === "") continue;
    let open: Span | undefined;
    for (const { segment, index } of segmenter(language).segment(line)) {
      const span: Span = { start: open?.start ?? at + index, end: at + index + segment.length };
      if (abbreviation.test(body.slice(span.start, span.end)) && span.end < at + line.length) {
        open = span;
        continue;
      }
      open = undefined;
      found.push(...cutLong(body, span));
    }
    if (open) found.push(...cutLong(body, open));
  }
  return found;
}

const withoutSpaces =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/gu;

/** Words of a text; where words are not set apart, two characters count as one. A word without end counts as many. */
export function wordsIn(text: string): number {
  const run = text.match(withoutSpaces)?.length ?? 0;
  return Math.max(text.match(/\S+/g)?.length ?? 0, Math.round(run / 2), Math.round(text.length / 12));
}

const hasSpaces = (text: string) => (text.match(/\s/g)?.length ?? 0) > text.length / 30;

function cutLong(body: string, span: Span): (Span & { words: number })[] {
  const text = body.slice(span.start, span.end);
  const ends = [...text.matchAll(/\S+\s*/g)].map((match) => match.index + match[0].length);
  const words = wordsIn(text);
  if (words <= longestSentenceWords) return [{ ...span, words }];
  const pieces: (Span & { words: number })[] = [];
  let start = 0;
  while (start < text.length) {
    const reach = start + longestSentenceWords * (hasSpaces(text) ? 6 : 2);
    const end =
      ends.filter((candidate) => candidate > start && candidate <= reach).at(-1) ?? Math.min(text.length, reach);
    const piece = text.slice(start, end);
    pieces.push({
      start: span.start + start,
      end: span.start + end,
      words: wordsIn(piece),
    });
    start = end;
  }
  return pieces;
}
