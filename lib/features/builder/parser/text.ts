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
  return { original, text, lower: text.toLowerCase(), sentences, ignored, locale: detectLanguage(text) };
}

function splitSentences(text: string): string[] {
  return text
    .split(/(?<=[.!?…])\s+|\n+/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(sentence));
}
