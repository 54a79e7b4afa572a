import { describe, expect, it } from "vitest";
import type { CorpusRow, KnowledgeRepository, PassageRow } from "../knowledge.repository";
import { readQuestion } from "./question";
import { fitOf, fuse } from "./score";
import { search } from "./search";

const corpus: CorpusRow = {
  id: 1,
  chunk_count: 1000,
  total_len: 100_000,
  version: 1,
  languages: ["en"],
  has_vectors: true,
};
const words = "refund order parcel bicycle lamp yard window ticket coffee voucher monday garden".split(" ");
let seed = 7;
/** Numerical Recipes' linear congruential generator: the same passages in every run. */
const random = (most: number) => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return (seed >>> 8) % most;
};
const pick = () => words[random(words.length)] ?? "";

/** Passages with scores so close that how well each fits often decides. */
function passages(): PassageRow[] {
  return Array.from({ length: 40 }, (_, index) => ({
    id: index + 1,
    document_id: "d",
    title: "",
    url: null,
    language: "en",
    heading: "",
    page: null,
    parts: [],
    start_at: 0,
    text: Array.from({ length: 3 }, () => `The ${pick()} ${pick()} ${pick()} is here.`).join(" "),
    score: 2 + random(100) / 40,
    cosine: null,
  }));
}

/** The database as far as a search asks it; `cosines` for those passages that have one. */
function knowledgeOf(rows: PassageRow[], cosines: Map<number, number>): KnowledgeRepository {
  const answers: Partial<KnowledgeRepository> = {
    frequencies: async (_corpusId, terms) => new Map(terms.map((term, index) => [term, 40 + index])),
    embedded: async () => corpus.chunk_count,
    nearest: async () => [],
    cosines: async () => cosines,
    rank: async () => rows,
  };
  return answers as KnowledgeRepository;
}

describe("what is looked at closely", () => {
  it.each([false, true])(
    "is all that can be among the best, however well the others fit (vectors: %s)",
    async (vectors) => {
      let decidedByFit = 0;
      for (let round = 0; round < 60; round += 1) {
        const rows = passages();
        const cosines = new Map(vectors ? rows.map(({ id }) => [id, random(100) / 250] as const) : []);
        const question = readQuestion(`Where is the ${pick()} ${pick()} of the ${pick()}?`, ["en"]);
        const vector = vectors ? { model: "m", values: [1] } : null;
        const found = await search(knowledgeOf(rows, cosines), corpus, question, { limit: 5, vector });
        const total = found.slots.reduce((sum, { idf, weight }) => sum + idf * weight, 0);
        const scored = rows.map(({ id, text, language, score }) => {
          const before = score / total + (cosines.get(id) ?? 0);
          return {
            id,
            before,
            score: fuse(score / total, fitOf(text, language, found.slots)) + (cosines.get(id) ?? 0),
          };
        });
        const best = scored.toSorted((a, b) => b.score - a.score || a.id - b.id).slice(0, 5);
        expect(found.passages.map(({ id }) => id)).toEqual(best.map(({ id }) => id));
        const first = scored.toSorted((a, b) => b.before - a.before)[0];
        if (first?.id !== best[0]?.id) decidedByFit += 1;
      }
      // Otherwise the order before would have been good enough, and nothing was shown.
      expect(decidedByFit).toBeGreaterThan(10);
    },
  );
});
