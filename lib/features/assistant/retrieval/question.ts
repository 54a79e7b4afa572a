import { isStopWord, languageOf, wordWeight } from "./language";
import { stem } from "./terms";
import { tokens } from "./tokens";

/** A word of the question that carries something, and the terms it may stand in the documents as. */
export type Slot = {
  word: string;
  /** How much the word counts: 1, less for one that only an earlier question had. */
  weight: number;
  /** Terms with how well each stands for the word: 1 for its own stem, less for corrections and relatives. */
  alternatives: { term: string; factor: number }[];
};
export type Question = { text: string; language: string; slots: Slot[] };

const mostSlots = 40;

/** @param languages of the documents: a word is stemmed as each of them would */
export function readQuestion(text: string, languages: readonly string[], hint: string | null = null): Question {
  const language = questionLanguage(text, languages, hint);
  const stemLanguages = languages.length === 0 ? [language] : [...new Set([language, ...languages])];
  const slots: Slot[] = [];
  const seen = new Set<string>();
  for (const word of tokens(text)) {
    if (isStopWord(word, language) || seen.has(word)) continue;
    seen.add(word);
    const terms = [...new Set(stemLanguages.map((each) => stem(word, each)))];
    if (slots.some((slot) => slot.alternatives.some(({ term, factor }) => factor === 1 && term === terms[0]))) continue;
    slots.push({ word, weight: wordWeight(word, language), alternatives: terms.map((term) => ({ term, factor: 1 })) });
    if (slots.length === mostSlots) break;
  }
  return { text, language, slots };
}

function questionLanguage(text: string, languages: readonly string[], hint: string | null): string {
  const guess = languageOf(text);
  if (guess !== "und" && (tokens(text).length > 3 || guess === hint || languages.includes(guess))) return guess;
  return hint ?? languages.find((language) => language !== "und") ?? guess;
}

const pronouns =
  /^(?:and|what about|how about|but|also|it|its|they|them|that|this|those|these|und|aber|auch|was ist mit|wie ist es mit|es|das|die|sie|y|pero|también|eso|esto|et|mais|aussi|ça|cela|e|mas|também|isso|ma|anche|questo|و|هذا|ذلك)\b/iu;

/** Whether a question says too little by itself and goes on from the one before. */
export function isFollowUp({ text, slots }: Question): boolean {
  return slots.length < 2 || pronouns.test(text.trim());
}

/** Words of an earlier question help a question that goes on from it, at half their weight. */
export function withEarlier(question: Question, earlier: Question): Question {
  const own = new Set(question.slots.flatMap(({ alternatives }) => alternatives.map(({ term }) => term)));
  const more = earlier.slots
    .filter(({ alternatives }) => !alternatives.some(({ term }) => own.has(term)))
    .map((slot) => ({ ...slot, weight: slot.weight / 2 }));
  return { ...question, slots: [...question.slots, ...more].slice(0, mostSlots) };
}
