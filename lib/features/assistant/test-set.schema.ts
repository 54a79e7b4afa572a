import { z } from "zod";
import { cursor, line, timestamp, uuid } from "@/lib/shared/schema";

export const testQuestionsMost = 200;
export const testQuestionMax = 1000;
/** Passages that are looked at for each question. */
export const passagesLooked = 5;

export const testExpectations = ["document", "unknown"] as const;
const question = line(testQuestionMax, 3);
const target = z.discriminatedUnion("expect", [
  z.strictObject({ expect: z.literal("document"), documentId: uuid }),
  z.strictObject({ expect: z.literal("unknown") }),
]);
export const createTestQuestionBody = z.discriminatedUnion("expect", [
  z.strictObject({ question, expect: z.literal("document"), documentId: uuid }),
  z.strictObject({ question, expect: z.literal("unknown") }),
]);
export const updateTestQuestionBody = target;
export const listTestQuestionsQuery = z.strictObject({
  cursor: cursor.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export const testQuestionDto = z.strictObject({
  id: uuid,
  question: z.string(),
  expect: z.enum(testExpectations),
  /** Null where none is expected, and where the expected one was deleted. */
  document: z.strictObject({ id: uuid, title: z.string() }).nullable(),
  createdAt: timestamp,
});
export type TestQuestion = z.infer<typeof testQuestionDto>;

export const listTestDocumentsQuery = z.strictObject({
  /** Case-insensitive part of the title. */
  q: line(80, 0).optional(),
});
export const testDocumentDto = z.strictObject({ id: uuid, title: z.string(), url: z.string().nullable() });
export type TestDocument = z.infer<typeof testDocumentDto>;

export const testResultSchema = z.strictObject({
  questionId: uuid,
  question: z.string(),
  expect: z.enum(testExpectations),
  documentId: uuid.nullable(),
  /** Where the first passage of the expected document stood, 1 for the first; null when it was not among the first five. */
  rank: z.number().int().min(1).nullable(),
  confidence: z.number(),
  /** What came first. */
  top: z.strictObject({ documentId: uuid, title: z.string() }).nullable(),
});
export type TestResult = z.infer<typeof testResultSchema>;

const summary = {
  id: uuid,
  questions: z.number().int(),
  hit1: z.number().int(),
  hit5: z.number().int(),
  /** Refused although a document was expected. */
  falseRefusals: z.number().int(),
  /** Answered, or quoted, although nothing was expected. */
  falseAnswers: z.number().int(),
  thresholds: z.strictObject({ low: z.number(), high: z.number() }),
  createdBy: z.string().nullable(),
  createdAt: timestamp,
};
export const testRunSummaryDto = z.strictObject(summary);
export const testRunDto = z.strictObject({ ...summary, results: z.array(testResultSchema) });
export type TestRun = z.infer<typeof testRunDto>;
export type TestRunSummary = z.infer<typeof testRunSummaryDto>;
export const listTestRunsQuery = z.strictObject({
  cursor: cursor.optional(),
  limit: z.coerce.number().int().min(1).max(50).default(10),
});

export type Thresholds = { low: number; high: number };
type Scored = Pick<TestResult, "expect" | "confidence">;
export type TestErrors = {
  /** How many questions expect a document, and how many nothing. */
  answerable: number;
  unanswerable: number;
  falseRefusals: number;
  falseAnswers: number;
  /** Of the false answers, those that would have been asserted and not only quoted as uncertain. */
  asserted: number;
  /** Answerable ones for which only the closest passages would be shown. */
  uncertain: number;
};

/** What these thresholds would have made of the scores of a run. */
export function errorsAt(results: readonly Scored[], { low, high }: Thresholds): TestErrors {
  const answerable = results.filter(({ expect }) => expect === "document").map(({ confidence }) => confidence);
  const unanswerable = results.filter(({ expect }) => expect === "unknown").map(({ confidence }) => confidence);
  const count = (scores: number[], is: (score: number) => boolean) => scores.filter(is).length;
  return {
    answerable: answerable.length,
    unanswerable: unanswerable.length,
    falseRefusals: count(answerable, (score) => score < low),
    falseAnswers: count(unanswerable, (score) => score >= low),
    asserted: count(unanswerable, (score) => score >= high),
    uncertain: count(answerable, (score) => score >= low && score < high),
  };
}

const round = (value: number): number => Math.round(value * 100) / 100;
const highest = 5;

/**
 * The lower threshold with the fewest errors on both sides, each side counted in shares, of several the one nearest to the
 * present one; above it the lowest upper one at which nothing unanswerable would be asserted.
 * @returns null while one kind of question is missing: every threshold would then look perfect
 */
export function suggestThresholds(results: readonly Scored[], present: Thresholds): Thresholds | null {
  const { answerable, unanswerable } = errorsAt(results, present);
  if (answerable === 0 || unanswerable === 0) return null;
  const scores = [...new Set(results.map(({ confidence }) => confidence))].sort((a, b) => a - b);
  // Between two scores every threshold does the same: the middle keeps its distance from both.
  const between = scores.slice(1).map((score, at) => round((score + (scores[at] ?? score)) / 2));
  const candidates = [present.low, ...between, round((scores.at(-1) ?? 0) + 0.01)].filter((value) => value <= highest);
  const badness = (low: number) => {
    const { falseRefusals, falseAnswers } = errorsAt(results, { low, high: low });
    return falseRefusals / answerable + falseAnswers / unanswerable;
  };
  const low = candidates.reduce((best, value) => {
    const difference = badness(value) - badness(best);
    const isNearer = Math.abs(value - present.low) < Math.abs(best - present.low);
    return difference < 0 || (difference === 0 && isNearer) ? value : best;
  }, present.low);
  const worst = Math.max(
    0,
    ...results.filter(({ expect }) => expect === "unknown").map(({ confidence }) => confidence),
  );
  // The present one stays where it does no harm.
  const needed = Math.max(low, worst >= low ? Math.ceil(worst * 100 + 1) / 100 : low);
  return { low, high: Math.min(highest, Math.max(needed, present.high)) };
}
