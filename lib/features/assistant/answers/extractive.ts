import type { Found } from "../retrieval/search";
import type { Thresholds } from "../retrieval/thresholds";
import type { Answer, AssistantLanguage, Citation } from "./answer.schema";
import { phrasesIn } from "./phrases";
import { isHeading, type Quote, quoteOf } from "./quote";

const mostQuotes = 3;
/** A further passage is quoted when it is nearly as good as the best one. */
const nearlyAsGood = 0.8;

export type Setting = { language: AssistantLanguage; canLeaveAddress: boolean; canAskPerson: boolean };

/** The answer by quoting: nothing is said that no document says. */
export function extractiveAnswer(found: Found, thresholds: Thresholds, setting: Setting): Answer {
  const { confidence } = found;
  const words = phrasesIn(setting.language);
  const base = {
    mode: "extractive" as const,
    language: setting.language,
    suggestions: [],
    cached: false,
    curatedId: null,
  };
  const quotes = confidence < thresholds.low ? [] : quotesOf(found);
  if (quotes.length === 0)
    return { ...base, status: "unknown", text: unknownText(setting), citations: [], confidence, isGap: true };
  const isSure = confidence >= thresholds.high;
  const kept = isSure ? quotes.filter((quote, index) => index === 0 || quote.rank >= nearlyAsGood) : quotes;
  const citations = kept.map(({ rank: _rank, coverage: _coverage, ...citation }, index) => ({
    ...citation,
    ord: index + 1,
  }));
  return {
    ...base,
    status: isSure ? "answered" : "uncertain",
    text: `${isSure ? words.found : words.uncertain}\n\n${listOf(citations)}`,
    citations,
    confidence,
    isGap: false,
  };
}

export function unknownText({ language, canLeaveAddress, canAskPerson }: Setting): string {
  const words = phrasesIn(language);
  const more = canAskPerson ? ` ${words.askPerson}` : canLeaveAddress ? ` ${words.leaveAddress}` : "";
  return `${words.unknown}${more}`;
}

function quotesOf({ passages }: Found): (Quote & { rank: number })[] {
  const best = passages[0]?.score ?? 0;
  const quotes: (Quote & { rank: number })[] = [];
  for (const passage of passages) {
    const quote = quoteOf(passage);
    // Chunks overlap: the same sentence is not quoted twice.
    if (!quote || quotes.some((other) => overlaps(other, quote))) continue;
    quotes.push({ ...quote, rank: best === 0 ? 0 : passage.score / best });
    if (quotes.length === mostQuotes) break;
  }
  return quotes;
}

const overlaps = (a: Quote, b: Quote) =>
  a.quote === b.quote || (a.documentId === b.documentId && a.startAt < b.endAt && b.startAt < a.endAt);

function listOf(citations: readonly Citation[]): string {
  return citations.map(({ quote, ord }) => `${citations.length > 1 ? "- " : ""}${quoted(quote)} [${ord}]`).join("\n");
}

/** A heading at the beginning stands apart, so that it does not run into the sentence below it. */
function quoted(quote: string): string {
  const [, first = "", rest = ""] = /^([^\n]+)\n\s*(\S[\s\S]*)$/.exec(quote) ?? [];
  const line = (text: string) => text.replace(/\s+/g, " ");
  const isApart = rest !== "" && isHeading(first.trim()) && !/[*[\]]|^-/.test(first);
  return isApart ? `**${line(first.trim())}:** “${line(rest)}”` : `“${line(quote)}”`;
}
