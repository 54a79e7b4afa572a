import type { Locale } from "../blueprint/blueprint.schema";
import { isInstructionToTheMachine } from "./injection";
import { detectLanguage } from "./understand/languages";

export type Idea = {
  original: string;
  /** The idea without sentences that give orders to the machine; everything below is read from this. */
  text: string;
  lower: string;
  sentences: string[];
  ignored: string[];
  locale: Locale;
};

/** Splits an idea into sentences and sets machine-directed orders aside. Each sentence is a substring of the idea. */
export function normalizeIdea(original: string): Idea {
  const all = splitSentences(original);
  const ignored: string[] = [];
  const sentences: string[] = [];
  let isDirective = false;
  for (const sentence of all) {
    // An injected order usually runs over several sentences; it ends where the app is described again.
    isDirective = isInstructionToTheMachine(sentence, isDirective);
    (isDirective ? ignored : sentences).push(sentence);
  }
  const text = sentences.join(" ");
  if (isShouted(text)) return whispered({ original, sentences, ignored });
  return { original, text, lower: text.toLowerCase(), sentences, ignored, locale: detectLanguage(text) };
}

/** The bullet or number a line of a document begins with: "- ", "3.2 ", "R1. ", "a) ". */
export const LINE_MARKER =
  /^\s*(?:[-*•–—+▪◦]\s+|\(?[A-Z]{0,4}-?\d{1,3}(?:\.\d{1,3})*[.):]\s+|\d{1,3}(?:\.\d{1,3})+\s+|\(?[a-z][).]\s+)/u;

function splitSentences(text: string): string[] {
  return text
    .split(/\n+/u)
    .flatMap((line) => line.replace(LINE_MARKER, "").split(/(?<=[.!?…])\s+/u))
    .map((sentence) => sentence.trim())
    .filter((sentence) => /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(sentence));
}

/** Somebody who writes in capitals throughout tells nothing by them. */
function isShouted(text: string): boolean {
  const letters = text.match(/\p{Lu}|\p{Ll}/gu) ?? [];
  return letters.length > 20 && letters.filter((letter) => /\p{Lu}/u.test(letter)).length > letters.length * 0.8;
}

/** The same idea in small letters, each sentence beginning with a capital. Quotes go by the original again, see `asWritten`. */
function whispered({ original, sentences, ignored }: Pick<Idea, "original" | "sentences" | "ignored">): Idea {
  const quiet = sentences.map((sentence) => {
    const low = sentence.toLowerCase();
    return low.charAt(0).toUpperCase() + low.slice(1);
  });
  const text = quiet.join(" ");
  return { original, text, lower: text.toLowerCase(), sentences: quiet, ignored, locale: detectLanguage(text) };
}

/** A piece of an idea the way the person wrote it. */
export function asWritten(quote: string, idea: Idea): string {
  if (idea.original.includes(quote)) return quote;
  const low = idea.original.toLowerCase();
  const at = low.length === idea.original.length ? low.indexOf(quote.toLowerCase()) : -1;
  return at < 0 ? quote : idea.original.slice(at, at + quote.length);
}
