import type { Passage } from "../retrieval/search";
import type { Citation } from "./answer.schema";

const shortestQuote = 140;
const longestQuote = 480;
/** Says nothing without what stands before it. */
const opensWithReference =
  /^(?:it|its|they|them|this|that|these|those|he|she|there|however|but|otherwise|then|in that case|es|dies|diese[rs]?|sie|dann|jedoch|aber|sonst|ello|esto|estos|estas|entonces|pero|il|elle|ils|elles|cela|ceci|mais|sinon|esso|questo|queste|questi|però|isso|isto|estes|estas|mas|هذا|هذه|لكن)\b/iu;

export type Quote = Omit<Citation, "ord"> & { coverage: number };

/**
 * The part of a passage that answers best, word for word: its best sentence, with the sentence before when it refers back, and
 * with what follows when it is a question, a heading or the beginning of a list.
 */
export function quoteOf(passage: Passage): Quote | null {
  const { sentences } = passage.fit;
  let from = 0;
  sentences.forEach((sentence, index) => {
    if (sentence.coverage > (sentences[from]?.coverage ?? -1)) from = index;
  });
  const best = sentences[from];
  if (!best) return null;
  let to = from;
  const text = (index: number) => passage.text.slice(sentences[index]?.start ?? 0, sentences[index]?.end ?? 0).trim();
  const length = () => (sentences[to]?.end ?? 0) - (sentences[from]?.start ?? 0);
  const fits = (index: number) => {
    const sentence = sentences[index];
    return sentence !== undefined && sentence.end - (sentences[from]?.start ?? 0) <= longestQuote;
  };
  if (opensWithReference.test(text(from)) && from > 0 && !isHeading(text(from - 1))) from -= 1;
  while (leadsOn(text(to)) && fits(to + 1)) to += 1;
  while (isListItem(text(to)) && isListItem(text(to + 1)) && fits(to + 1)) to += 1;
  while (length() < shortestQuote && fits(to + 1) && !endsPart(passage.text, sentences[to]?.end ?? 0)) to += 1;
  const start = sentences[from]?.start ?? 0;
  const end = Math.min(sentences[to]?.end ?? 0, start + longestQuote * 2);
  const raw = passage.text.slice(start, end);
  const lead = raw.length - raw.trimStart().length;
  const quote = raw.trim();
  if (quote === "") return null;
  const startAt = passage.start_at + start + lead;
  const { heading, page } = placeOf(passage, start + lead);
  return {
    documentId: passage.document_id,
    title: passage.title,
    url: passage.url,
    page,
    heading: belowTitle(passage.title, heading),
    quote,
    startAt,
    endAt: startAt + quote.length,
    coverage: best.coverage,
  };
}

/** The heading and the page that a place in a passage stands under. */
function placeOf({ parts, heading, page }: Passage, at: number): Pick<Quote, "heading" | "page"> {
  return parts.findLast((part) => part.at <= at) ?? { heading, page };
}

/** The way to the part, without the title that stands beside it anyway. */
function belowTitle(title: string, heading: string): string {
  if (heading === title) return "";
  return heading.startsWith(`${title} > `) ? heading.slice(title.length + 3) : heading;
}

/** A line without an end: what stands below it is about that. */
export const isHeading = (text: string) => text.length < 90 && !/[.!?:;,…。！？]$/u.test(text);
const isListItem = (text: string) => /^(?:[-*•–]|\d{1,2}[.)])\s/u.test(text);
const leadsOn = (text: string) => /[?:？]$/u.test(text) || (isHeading(text) && !isListItem(text));
/** A blank line follows. */
const endsPart = (text: string, end: number) =>
  /^\s*\n\s*\n/.test(text.slice(end - 1)) || /\n\s*\n\s*$/.test(text.slice(0, end));
