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
    "a",
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
  fr: [
    "veux",
    "peux",
    "peut",
    "est-ce",
    "comment",
    "quel",
    "quelle",
    "quels",
    "quelles",
    "où",
    "combien",
    "qui",
    "a-t-il",
    "y-a-t-il",
  ],
  pt: ["quero", "posso", "pode", "favor", "qual", "quais", "como", "onde", "quando", "quem", "vocês"],
  it: ["vorrei", "posso", "può", "favore", "quale", "quali", "come", "dove", "quando", "chi", "voi", "quanto"],
  ar: ["كيف", "متى", "أين", "ماذا", "هل", "كم", "لماذا", "أريد", "يمكنني", "ما", "من"],
};

/** Words that say what kind of answer is wanted rather than about what: they count for less. */
const vague: Record<string, ReadonlySet<string>> = Object.fromEntries(
  Object.entries({
    en: "time times long often much many thing things something anything someone somebody anyone possible available able way work works working help question information info details offer offered happen happens use used using make making take takes taking give gives given go going come comes got have let see say still okay ok hi hello hey there really just even back around next week today tomorrow morning evening year years month months day days hour hours people person let's wondering mean anyone bring want wanted wanna gonna kind type sort".split(
      " ",
    ),
    de: "zeit lange oft viel viele wieviel ding dinge etwas jemand möglich geht gehen kommen machen gemacht nehmen geben gib sagen schon noch heute morgen woche tag tage tagen stunde stunden jahr jahre monat monate leute hilfe frage fragen uhr art brauch brauche wann welche welcher welches wäre".split(
      " ",
    ),
    fr: "heure heures temps souvent chose quelque quelqu'un possible aller venir faire fait prendre donner dire encore déjà aujourd'hui demain semaine jour jours an ans année mois gens aide question partir montant besoin faut".split(
      " ",
    ),
    es: "hora horas tiempo veces cosa algo alguien posible ir venir hacer hago tomar dar decir todavía hoy mañana semana día días año años mes meses gente ayuda pregunta necesito tengo tiene tienen".split(
      " ",
    ),
    it: "ora ore tempo volte cosa qualcosa qualcuno possibile andare venire fare prendere dare dire ancora oggi domani settimana giorno giorni anno anni mese mesi gente aiuto domanda bisogno".split(
      " ",
    ),
    pt: "hora horas tempo vezes coisa algo alguém possível ir vir fazer tomar dar dizer ainda hoje amanhã semana dia dias ano anos mês meses gente ajuda pergunta preciso tenho tem".split(
      " ",
    ),
  }).map(([code, words]) => [code, asSet(words)]),
);

/** How much a word of a question counts by its kind, 1 for a usual one. */
export function wordWeight(word: string, language: string): number {
  return vague[language]?.has(word) ? 0.4 : 1;
}

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
