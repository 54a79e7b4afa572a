import type { CorpusRow, KnowledgeRepository, PassageRow, QuestionVector, WeighedTerm } from "../knowledge.repository";
import { isCommonWord } from "./common-words";
import type { Question, Slot } from "./question";
import { type Fit, fitOf, fuse, idf, mostOfFit, type WeighedSlot } from "./score";
import { corrections, partsOf } from "./spelling";
import { relativesOf } from "./synonyms";
import { stem } from "./terms";

export type Passage = PassageRow & { fit: Fit; score: number };
export type Found = {
  passages: Passage[];
  slots: WeighedSlot[];
  /** Score of the best passage; 0 when nothing has a word of the question. */
  confidence: number;
  /** Whether meaning counted beside words: scores are then higher, and so are the thresholds. */
  usedVectors: boolean;
};

/** Read by BM25, then looked at closely. */
const candidates = 40;
const nearestRead = 20;
/** Scores are added, not ranks: ranks of a weak model cost fifteen points of first places (docs/adr/0018). */
const cosineWeight = 1;
/**
 * In a corpus of five passages every word is rare or everywhere. So that a score means the same in a small one, words are
 * weighed as if that many passages without them stood beside.
 */
const imaginaryChunks = 60;
const correctedFactor = [1, 0.9, 0.75] as const;
const compoundFactor = 0.7;

/**
 * The passages that fit a question best, best first. A question's word that no document has is looked for as what it may have
 * been meant as: a misspelling, a part of a compound, another word for the same.
 */
export async function search(
  knowledge: KnowledgeRepository,
  corpus: CorpusRow,
  question: Question,
  { limit, vector: given = null }: { limit: number; vector?: QuestionVector | null },
): Promise<Found> {
  const nothing = { passages: [], confidence: 0, usedVectors: false };
  if (corpus.chunk_count === 0 || question.slots.length === 0) return { ...nothing, slots: [] };
  const vector = given && (await usable(knowledge, corpus, given)) ? given : null;
  const slots = question.slots.map((slot) => withRelatives(slot, question.language));
  const frequencies = await knowledge.frequencies(corpus.id, termsOf(slots));
  const known = (slot: Slot) => slot.alternatives.some(({ term }) => (frequencies.get(term) ?? 0) > 0);
  const repaired: Slot[] = [];
  for (const slot of slots)
    repaired.push(known(slot) ? slot : await repair(knowledge, corpus, slot, question.language));
  const added = termsOf(repaired).filter((term) => !frequencies.has(term));
  if (added.length > 0)
    for (const [term, df] of await knowledge.frequencies(corpus.id, added)) frequencies.set(term, df);

  const size = corpus.chunk_count + imaginaryChunks;
  const weighed = repaired.map((slot) => ({ ...slot, idf: slotIdf(slot, frequencies, size) }));
  const wanted: WeighedTerm[] = weighed.flatMap((slot, index) =>
    slot.alternatives
      .filter(({ term }) => frequencies.has(term))
      .map(({ term, factor }) => ({
        term,
        slot: index,
        weight: slot.weight * factor * Math.min(slot.idf, idf(frequencies.get(term) ?? 0, size)),
      })),
  );
  const near = vector ? await knowledge.nearest(corpus.id, vector, nearestRead) : [];
  if (wanted.length === 0 && near.length === 0) return { ...nothing, slots: weighed };
  const average = Math.max(1, corpus.total_len / corpus.chunk_count);
  const rows = await knowledge.rank(corpus.id, average, wanted, { limit: candidates, also: near });
  const cosines = vector
    ? await knowledge.cosines(
        rows.map(({ id }) => id),
        vector,
      )
    : new Map<number, number>();
  const total = wholeOf(weighed);
  const weights = rows
    .map((row) => {
      const cosine = cosines.get(row.id) ?? null;
      return { row: { ...row, cosine }, rel: row.score / total, near: cosineWeight * (cosine ?? 0) };
    })
    .sort((a, b) => b.rel + b.near - a.rel - a.near || a.row.id - b.row.id);
  let passages: Passage[] = [];
  for (const { row, rel, near } of weights) {
    // However well it fits, it and what follows cannot be among the best any more.
    if (passages.length === limit && rel + near + mostOfFit < (passages.at(-1)?.score ?? 0)) break;
    const fit = fitOf(row.text, row.language, weighed);
    passages = [...passages, { ...row, fit, score: fuse(rel, fit) + near }]
      .sort((a, b) => b.score - a.score || a.id - b.id)
      .slice(0, limit);
  }
  return { passages, slots: weighed, confidence: passages[0]?.score ?? 0, usedVectors: vector !== null };
}

/** While a corpus is being embedded, words alone decide: a passage without a vector would stand behind one that has one. */
async function usable(knowledge: KnowledgeRepository, corpus: CorpusRow, { model }: QuestionVector): Promise<boolean> {
  return corpus.has_vectors && (await knowledge.embedded(corpus.id, model)) >= corpus.chunk_count;
}

/** From here on more words tell a story around the question; no passage has them all. */
const wordsOfAQuestion = 8;

/** What a passage with every word of the question would weigh. */
function wholeOf(slots: readonly WeighedSlot[]): number {
  const sum = slots.reduce((total, slot) => total + slot.idf * slot.weight, 0);
  return sum * Math.min(1, wordsOfAQuestion / slots.length) || 1;
}

const termsOf = (slots: readonly Slot[]): string[] => [
  ...new Set(slots.flatMap(({ alternatives }) => alternatives.map(({ term }) => term))),
];

/** What a word weighs: as rare as the word itself is, or what stands for it; one that nobody wrote weighs most. */
function slotIdf(slot: Slot, frequencies: ReadonlyMap<string, number>, size: number): number {
  const own = slot.alternatives.filter(({ factor }) => factor === 1).map(({ term }) => frequencies.get(term) ?? 0);
  const df = Math.max(0, ...own) || Math.max(0, ...slot.alternatives.map(({ term }) => frequencies.get(term) ?? 0));
  return idf(df, size);
}

function withRelatives(slot: Slot, language: string): Slot {
  const relatives = relativesOf(slot.word, language)
    .map(({ word, factor }) => ({ term: stem(word, language), factor }))
    .filter(({ term }) => !slot.alternatives.some((own) => own.term === term));
  return relatives.length === 0 ? slot : { ...slot, alternatives: [...slot.alternatives, ...relatives] };
}

async function repair(knowledge: KnowledgeRepository, corpus: CorpusRow, slot: Slot, language: string): Promise<Slot> {
  if (slot.word.length < 4 || /\d/.test(slot.word)) return slot;
  const languages = [...new Set([language, ...corpus.languages])];
  const stems = (word: string, factor: number) => languages.map((each) => ({ term: stem(word, each), factor }));
  const meant = languages.some((each) => isCommonWord(slot.word, each))
    ? []
    : corrections(slot.word, await knowledge.similarWords(corpus.id, slot.word), (word) => stem(word, language));
  if (meant.length > 0) {
    const more = meant.flatMap(({ word, distance }) => stems(word, correctedFactor[distance] ?? 0.75));
    return { ...slot, alternatives: [...slot.alternatives, ...more] };
  }
  const parts = await knowledge.relatedWords(corpus.id, slot.word, partsOf(slot.word));
  return { ...slot, alternatives: [...slot.alternatives, ...parts.flatMap((word) => stems(word, compoundFactor))] };
}
