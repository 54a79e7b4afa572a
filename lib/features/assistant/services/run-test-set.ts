import "server-only";
import { asUser, type Credentials, type RequestContext } from "@/lib/platform/db/db";
import { ConflictError } from "@/lib/platform/errors/errors";
import type { Thresholds } from "../retrieval/thresholds";
import {
  type FullTestRunRow,
  type TestQuestionRow,
  testRunRepository,
  testSetRepository,
} from "../test-set.repository";
import { errorsAt, passagesLooked, type TestResult, testQuestionsMost } from "../test-set.schema";
import { getTestRun } from "./manage-test-set";
import { searchPassages } from "./search-passages";
import type { Place } from "./write-curated-answer";

/** Questions of one transaction: a run of two hundred must not keep everybody else waiting. */
const batch = 10;

type Run = {
  workspaceId: string;
  assistantId: string;
  credentials: Credentials;
  context: RequestContext;
  signal: AbortSignal;
};

/** @throws ConflictError NO_TEST_QUESTIONS, NotFoundError */
export async function readTestQuestions(place: Place): Promise<TestQuestionRow[]> {
  const rows = await testSetRepository(place.tx, place).questions(testQuestionsMost, undefined);
  if (rows.length === 0)
    throw new ConflictError("NO_TEST_QUESTIONS", "There is no question to run yet. Add some first.");
  return rows.slice(0, testQuestionsMost);
}

/**
 * Searches for every question as its caller, some of them at a time.
 * Opens transactions of its own. @throws NotFoundError when the assistant went away meanwhile
 */
export async function searchAll(
  { workspaceId, assistantId, credentials, context, signal }: Run,
  questions: readonly TestQuestionRow[],
): Promise<TestResult[]> {
  const results: TestResult[] = [];
  for (let at = 0; at < questions.length; at += batch) {
    signal.throwIfAborted();
    const some = await asUser(credentials, { ...context, workspace: workspaceId, readOnly: true }, async (tx) => {
      const found: TestResult[] = [];
      for (const row of questions.slice(at, at + batch)) {
        const asked = { workspaceId, assistantId, question: row.question, limit: passagesLooked };
        found.push(resultOf(row, await searchPassages(tx, asked)));
      }
      return found;
    });
    results.push(...some);
  }
  return results;
}

/** Keeps a run with what came of it. @throws NotFoundError */
export async function keepTestRun(
  place: Place,
  results: readonly TestResult[],
  thresholds: Thresholds,
): Promise<FullTestRunRow> {
  const { falseRefusals, falseAnswers } = errorsAt(results, thresholds);
  const hits = (most: number) => results.filter(({ rank }) => rank !== null && rank <= most).length;
  const id = await testRunRepository(place.tx, place).insertRun({
    questions: results.length,
    hit1: hits(1),
    hit5: hits(passagesLooked),
    false_refusals: falseRefusals,
    false_answers: falseAnswers,
    threshold_low: thresholds.low,
    threshold_high: thresholds.high,
    results: JSON.stringify(results),
  });
  return await getTestRun(place, id);
}

type Passages = { passages: readonly { document_id: string; title: string }[]; confidence: number };

function resultOf(row: TestQuestionRow, { passages, confidence }: Passages): TestResult {
  const at = passages.findIndex((passage) => passage.document_id === row.document_id);
  const [top] = passages;
  return {
    questionId: row.id,
    question: row.question,
    expect: row.expect === "unknown" ? "unknown" : "document",
    documentId: row.document_id,
    rank: row.document_id === null || at === -1 ? null : at + 1,
    confidence: Math.round(confidence * 10_000) / 10_000,
    top: top ? { documentId: top.document_id, title: top.title } : null,
  };
}
