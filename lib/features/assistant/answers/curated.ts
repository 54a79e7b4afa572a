import type { CuratedRow } from "../knowledge.repository";
import { normalise } from "../retrieval/language";

export type CuratedMatch = { kind: "one"; row: CuratedRow; score: number } | { kind: "several"; rows: CuratedRow[] };

/** At least as alike as this; and ahead of the next entry by the margin, or both are offered. */
const threshold = 0.62;
const margin = 0.05;

type Vector = { grams: Map<string, number>; norm: number };

function gramsOf(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of text.split(" "))
    for (const size of [3, 4]) {
      const padded = ` ${word} `;
      for (let at = 0; at + size <= padded.length; at += 1) {
        const gram = padded.slice(at, at + size);
        counts.set(gram, (counts.get(gram) ?? 0) + 1);
      }
    }
  return counts;
}

function vector(counts: Map<string, number>, idf: (gram: string) => number): Vector {
  const grams = new Map<string, number>();
  let squares = 0;
  for (const [gram, count] of counts) {
    const weight = (1 + Math.log(count)) * idf(gram);
    grams.set(gram, weight);
    squares += weight * weight;
  }
  return { grams, norm: Math.sqrt(squares) || 1 };
}

function cosine(a: Vector, b: Vector): number {
  let dot = 0;
  for (const [gram, weight] of a.grams) dot += weight * (b.grams.get(gram) ?? 0);
  return dot / (a.norm * b.norm);
}

/**
 * The written answer a question asks for: cosine of character 3- and 4-grams weighed by how rare they are among all wordings,
 * the best wording of each entry. The same words in another form still match; another subject in the same phrase does not.
 * @returns several when two entries are too close to choose between them
 */
export function matchCurated(question: string, entries: readonly CuratedRow[]): CuratedMatch | null {
  if (entries.length === 0) return null;
  const asked = normalise(question);
  if (asked === "") return null;
  const wordings = entries.flatMap((row) =>
    [row.question, ...row.wordings].map((text) => ({ row, text: normalise(text) })),
  );
  const exact = [...new Set(wordings.filter(({ text }) => text === asked).map(({ row }) => row))];
  if (exact.length === 1 && exact[0]) return { kind: "one", row: exact[0], score: 1 };
  const counted = wordings.map(({ row, text }) => ({ row, counts: gramsOf(text) }));
  const df = new Map<string, number>();
  for (const { counts } of counted) for (const gram of counts.keys()) df.set(gram, (df.get(gram) ?? 0) + 1);
  // A few wordings say little about what is rare; as if twenty more without these stood beside.
  const idf = (gram: string) => Math.log(1 + (counted.length + 20) / (1 + (df.get(gram) ?? 0)));
  const question3 = vector(gramsOf(asked), idf);
  const best = new Map<CuratedRow, number>();
  for (const { row, counts } of counted)
    best.set(row, Math.max(best.get(row) ?? 0, cosine(question3, vector(counts, idf))));
  const ranked = [...best].map(([row, score]) => ({ row, score })).sort((a, b) => b.score - a.score);
  const [first, second] = ranked;
  if (!first || first.score < threshold) return null;
  if (second && second.score >= threshold && first.score - second.score < margin)
    return {
      kind: "several",
      rows: ranked
        .filter(({ score }) => first.score - score < margin)
        .slice(0, 3)
        .map(({ row }) => row),
    };
  return { kind: "one", row: first.row, score: first.score };
}
