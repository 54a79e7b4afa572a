import { stemmer as ar } from "@orama/stemmers/arabic";
import { stemmer as da } from "@orama/stemmers/danish";
import { stemmer as nl } from "@orama/stemmers/dutch";
import { stemmer as en } from "@orama/stemmers/english";
import { stemmer as fi } from "@orama/stemmers/finnish";
import { stemmer as fr } from "@orama/stemmers/french";
import { stemmer as de } from "@orama/stemmers/german";
import { stemmer as it } from "@orama/stemmers/italian";
import { stemmer as no } from "@orama/stemmers/norwegian";
import { stemmer as pt } from "@orama/stemmers/portuguese";
import { stemmer as ru } from "@orama/stemmers/russian";
import { stemmer as es } from "@orama/stemmers/spanish";
import { stemmer as sv } from "@orama/stemmers/swedish";
import { stemmer as tr } from "@orama/stemmers/turkish";
import { LRUCache } from "@/lib/shared/lru";
import { isStopWord } from "./language";
import { tokens } from "./tokens";

const stemmers: Record<string, (word: string) => string> = { ar, da, nl, en, fi, fr, de, it, no, pt, ru, es, sv, tr };
const longestTerm = 64;

/** Stemming is a tenth of the work of a search; the same few thousand words come again and again. */
const known = new LRUCache<string, string>(50_000);

/** The stem of a folded word; the word itself in languages that nobody wrote a stemmer for. */
export function stem(word: string, language: string): string {
  const stemmer = stemmers[language];
  if (!stemmer || /\d/.test(word)) return word.slice(0, longestTerm);
  const key = `${language} ${word}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  // A stemmer that leaves nothing has taken a whole word for an ending.
  const made = (stemmer(word) || word).slice(0, longestTerm);
  known.set(key, made);
  return made;
}

/** Terms of a text in order, without stop words. */
export function termsOf(text: string, language: string): string[] {
  const terms: string[] = [];
  for (const word of tokens(text)) if (!isStopWord(word, language)) terms.push(stem(word, language));
  return terms;
}

export function countTerms(terms: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  return counts;
}
