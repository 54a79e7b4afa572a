import { isStopWord } from "./language";
import type { Slot } from "./question";
import { sentencesOf } from "./sentences";
import { stem } from "./terms";
import { tokens } from "./tokens";

export type ScoredSentence = {
  /** Within the passage's text. */
  start: number;
  end: number;
  /** Share of the question's weight that the sentence has. */
  coverage: number;
};
export type Fit = { sentences: ScoredSentence[]; bestCoverage: number; bigram: number };

export type WeighedSlot = Slot & { idf: number };

/** Inverse document frequency of BM25, never negative. */
export function idf(df: number, chunks: number): number {
  return Math.log(1 + (chunks - df + 0.5) / (df + 0.5));
}

/** How well a passage fits beyond its words: the best single sentence, and words of the question standing side by side. */
export function fitOf(text: string, language: string, slots: readonly WeighedSlot[]): Fit {
  const bySlot = new Map<string, { slot: number; factor: number }[]>();
  slots.forEach((slot, index) => {
    for (const { term, factor } of slot.alternatives) {
      const found = bySlot.get(term) ?? [];
      found.push({ slot: index, factor });
      bySlot.set(term, found);
    }
  });
  const total = slots.reduce((sum, slot) => sum + slot.idf * slot.weight, 0) || 1;
  const pairs = new Set<number>();
  const sentences = sentencesOf(text, { start: 0, end: text.length }, language).map(({ start, end }) => {
    const hit = new Map<number, number>();
    let before: { slot: number; factor: number }[] = [];
    for (const word of tokens(text.slice(start, end))) {
      if (isStopWord(word, language)) continue;
      const here = bySlot.get(stem(word, language)) ?? [];
      for (const { slot, factor } of here) {
        hit.set(slot, Math.max(hit.get(slot) ?? 0, factor));
        if (before.some((earlier) => earlier.slot === slot - 1)) pairs.add(slot);
      }
      before = here;
    }
    let covered = 0;
    for (const [slot, factor] of hit) covered += (slots[slot]?.idf ?? 0) * (slots[slot]?.weight ?? 0) * factor;
    return { start, end, coverage: covered / total };
  });
  return {
    sentences,
    bestCoverage: sentences.reduce((best, { coverage }) => Math.max(best, coverage), 0),
    bigram: slots.length < 2 ? 0 : pairs.size / (slots.length - 1),
  };
}

/** Measured on two public question sets: whole score against each part left out (docs/adr/0018). */
const sentenceWeight = 0.2;
const bigramWeight = 0.2;

/** The most that the fit can add to a score. */
export const mostOfFit = sentenceWeight + bigramWeight;

export function fuse(rel: number, { bestCoverage, bigram }: Fit): number {
  return rel + sentenceWeight * bestCoverage + bigramWeight * bigram;
}
