import type { Locale } from "../blueprint/blueprint.schema";
import { CUT, cutFragments, siftOrders } from "./injection";
import { detectLanguage } from "./understand/languages";

export type Idea = {
  original: string;
  /** The idea without sentences that give orders to the machine; everything below is read from this. */
  text: string;
  lower: string;
  /** The lines of the idea as they are written, without those orders. */
  lines: string[];
  sentences: string[];
  ignored: string[];
  locale: Locale;
};

/**
 * Splits an idea into sentences and sets machine-directed orders aside. Each sentence is a piece of the idea; where code for
 * another machine stood in the middle of one, `CUT` stands now.
 */
export function normalizeIdea(original: string): Idea {
  const { text: clean, cut } = cutFragments(original);
  const ignored: string[] = [...cut];
  const lines: string[] = [];
  const sentences: string[] = [];
  let isRunning = false;
  for (const line of clean.split(/\n+/u)) {
    const kept: string[] = [];
    const said = sentencesOf(line);
    for (const sentence of said) {
      // An injected order usually runs over several sentences; it ends where the app is described again.
      const sifted = siftOrders(sentence, isRunning);
      isRunning = sifted.isRunning;
      ignored.push(...sifted.orders);
      kept.push(...sifted.rest);
    }
    sentences.push(...kept);
    const isWhole = kept.every((part, at) => part === said[at]) && kept.length === said.length;
    if (kept.length > 0) lines.push(isWhole ? line : `${LINE_MARKER.exec(line)?.[0] ?? ""}${kept.join(" ")}`);
  }
  const text = sentences.join(" ");
  if (isShouted(text)) return whispered({ original, lines, sentences, ignored });
  return { original, text, lower: text.toLowerCase(), lines, sentences, ignored, locale: detectLanguage(text) };
}

/** The bullet or number a line of a document begins with: "- ", "3.2 ", "R1. ", "a) ". */
export const LINE_MARKER =
  /^\s*(?:[-*•–—+▪◦]\s+|\(?[A-Z]{0,4}-?\d{1,3}(?:\.\d{1,3})*[.):]\s+|\d{1,3}(?:\.\d{1,3})+\s+|\(?[a-z][).]\s+)/u;

const sentencesOf = (line: string): string[] =>
  line
    .replace(LINE_MARKER, "")
    .split(/(?<=[.!?…])\s+/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(sentence));

/** Somebody who writes in capitals throughout tells nothing by them. */
function isShouted(text: string): boolean {
  const letters = text.match(/\p{Lu}|\p{Ll}/gu) ?? [];
  return letters.length > 20 && letters.filter((letter) => /\p{Lu}/u.test(letter)).length > letters.length * 0.8;
}

/** The same idea in small letters, each sentence beginning with a capital. Quotes go by the original again, see `asWritten`. */
function whispered(idea: Pick<Idea, "original" | "lines" | "sentences" | "ignored">): Idea {
  const { sentences } = idea;
  const quiet = sentences.map((sentence) => {
    const low = sentence.toLowerCase();
    return low.charAt(0).toUpperCase() + low.slice(1);
  });
  const text = quiet.join(" ");
  return { ...idea, text, lower: text.toLowerCase(), sentences: quiet, locale: detectLanguage(text) };
}

/** A piece of an idea the way the person wrote it. */
export function asWritten(quote: string, idea: Idea): string {
  if (idea.original.includes(quote)) return quote;
  if (quote.includes(CUT)) return quote.replaceAll(CUT, " … ");
  const low = idea.original.toLowerCase();
  const at = low.length === idea.original.length ? low.indexOf(quote.toLowerCase()) : -1;
  return at < 0 ? quote : idea.original.slice(at, at + quote.length);
}
