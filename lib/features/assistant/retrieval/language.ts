import { stopwords as ar } from "@orama/stopwords/arabic";
import { stopwords as da } from "@orama/stopwords/danish";
import { stopwords as nl } from "@orama/stopwords/dutch";
import { stopwords as en } from "@orama/stopwords/english";
import { stopwords as fi } from "@orama/stopwords/finnish";
import { stopwords as fr } from "@orama/stopwords/french";
import { stopwords as de } from "@orama/stopwords/german";
import { stopwords as it } from "@orama/stopwords/italian";
import { stopwords as no } from "@orama/stopwords/norwegian";
import { stopwords as pt } from "@orama/stopwords/portuguese";
import { stopwords as ru } from "@orama/stopwords/russian";
import { stopwords as es } from "@orama/stopwords/spanish";
import { stopwords as sv } from "@orama/stopwords/swedish";
import { stopwords as tr } from "@orama/stopwords/turkish";
import { eld } from "eld/small";
import { fold, tokens } from "./tokens";

const asSet = (words: readonly string[]): ReadonlySet<string> => new Set(words.flatMap((word) => tokens(word)));

/** Question words and the like that carry no topic; several lists leave them in. */
const more: Record<string, readonly string[]> = {
  en: [
    "tell",
    "please",
    "know",
    "want",
    "need",
    "would",
    "like",
    "could",
    "may",
    "might",
    "shall",
    "us",
    "also",
    "get",
  ],
  de: ["bitte", "gibt", "gern", "möchte", "brauche", "mal", "ihr", "euch", "kann", "könnt", "habt", "seid", "wer"],
  es: ["quiero", "puedo", "puede", "hay", "favor", "cuál", "cuáles", "cómo", "dónde", "cuándo", "quién", "ustedes"],
  fr: ["veux", "peux", "peut", "est-ce", "comment", "quel", "quelle", "quels", "quelles", "où", "combien", "qui"],
  pt: ["quero", "posso", "pode", "favor", "qual", "quais", "como", "onde", "quando", "quem", "vocês"],
  it: ["vorrei", "posso", "può", "favore", "quale", "quali", "come", "dove", "quando", "chi", "voi", "quanto"],
  ar: ["كيف", "متى", "أين", "ماذا", "هل", "كم", "لماذا", "أريد", "يمكنني", "ما", "من"],
};

const stopLists: Record<string, ReadonlySet<string>> = Object.fromEntries(
  Object.entries({ ar, da, nl, en, fi, fr, de, it, no, pt, ru, es, sv, tr }).map(([code, words]) => [
    code,
    asSet([...words, ...(more[code] ?? [])]),
  ]),
);

export function isStopWord(word: string, language: string): boolean {
  return stopLists[language]?.has(word) ?? false;
}

/** Scripts and marks that only one of our languages is written with. */
const scripts: readonly [language: string, pattern: RegExp][] = [
  ["es", /[¿¡]/],
  ["ja", /[\p{Script=Hiragana}\p{Script=Katakana}]/u],
  ["ko", /\p{Script=Hangul}/u],
  ["zh", /\p{Script=Han}/u],
  ["ar", /\p{Script=Arabic}/u],
  ["he", /\p{Script=Hebrew}/u],
  ["th", /\p{Script=Thai}/u],
  ["el", /\p{Script=Greek}/u],
  ["hi", /\p{Script=Devanagari}/u],
];

const sampleLength = 4000;

/**
 * The language of a text, two letters, or "und". Short texts are guessed by their small words first: the detector's statistics
 * need a sentence or two.
 * @param among languages to choose from, where that is known
 */
export function languageOf(text: string, among?: readonly string[]): string {
  const sample = text.slice(0, sampleLength);
  for (const [language, pattern] of scripts) if (pattern.test(sample)) return language;
  const words = tokens(sample);
  const counts = Object.keys(stopLists)
    .filter((language) => !among || among.includes(language))
    .map((language) => ({ language, hits: words.filter((word) => isStopWord(word, language)).length }))
    .sort((a, b) => b.hits - a.hits);
  const [first, second] = counts;
  if (words.length < 40 && first && first.hits > 0 && first.hits > (second?.hits ?? 0)) return first.language;
  const guess = eld.detect(sample).language;
  if (guess !== "" && (!among || among.includes(guess))) return guess;
  return first && first.hits > 0 ? first.language : "und";
}

/** What two texts have to share to count as the same question: letters and digits, folded. */
export function normalise(text: string): string {
  return fold(text)
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
