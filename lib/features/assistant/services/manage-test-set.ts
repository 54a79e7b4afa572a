import "server-only";
import type { z } from "zod";
import { ConflictError, NotFoundError } from "@/lib/platform/errors/errors";
import { decodeCursor, pageOf } from "@/lib/platform/http/cursor";
import { assistantRepository } from "../assistant.repository";
import {
  type FullTestRunRow,
  type TestQuestionRow,
  type TestRunRow,
  testRunRepository,
  testSetRepository,
} from "../test-set.repository";
import {
  type createTestQuestionBody,
  type listTestQuestionsQuery,
  type listTestRunsQuery,
  testQuestionsMost,
  type updateTestQuestionBody,
} from "../test-set.schema";
import { getAssistant } from "./list-assistants";
import type { Place } from "./write-curated-answer";

const requireAssistant = async ({ tx, workspaceId, assistantId }: Place): Promise<void> => {
  await getAssistant(assistantRepository(tx, workspaceId), assistantId);
};

/** Newest first. @throws NotFoundError, BadRequestError for a forged cursor */
export async function listTestQuestions(
  place: Place,
  { cursor, limit }: z.infer<typeof listTestQuestionsQuery>,
): Promise<{ rows: TestQuestionRow[]; nextCursor: string | null }> {
  const after = decodeCursor(cursor);
  await requireAssistant(place);
  const rows = await testSetRepository(place.tx, place).questions(limit, after);
  return pageOf(rows, limit, (row) => ({ value: row.created_at, id: row.id }));
}

/** @throws NotFoundError, also for a document of another assistant; ConflictError TEST_QUESTION_EXISTS, TOO_MANY_TEST_QUESTIONS */
export async function createTestQuestion(
  place: Place,
  body: z.infer<typeof createTestQuestionBody>,
): Promise<TestQuestionRow> {
  await requireAssistant(place);
  const tests = testSetRepository(place.tx, place);
  await tests.lock();
  if ((await tests.countQuestions()) >= testQuestionsMost)
    throw new ConflictError(
      "TOO_MANY_TEST_QUESTIONS",
      `A test set holds at most ${testQuestionsMost} questions. Delete some that say little.`,
    );
  const id = await tests.insertQuestion({ question: body.question, ...targetOf(body) });
  return await getQuestion(place, id);
}

/** @throws NotFoundError, also for a document of another assistant */
export async function updateTestQuestion(
  place: Place,
  id: string,
  body: z.infer<typeof updateTestQuestionBody>,
): Promise<TestQuestionRow> {
  if (!(await testSetRepository(place.tx, place).updateQuestion(id, targetOf(body)))) throw new NotFoundError();
  return await getQuestion(place, id);
}

/** Runs of before keep it. @throws NotFoundError */
export async function deleteTestQuestion(place: Place, id: string): Promise<void> {
  if (!(await testSetRepository(place.tx, place).deleteQuestion(id))) throw new NotFoundError();
}

/** Documents that a question can expect. @throws NotFoundError */
export async function listTestDocuments(place: Place, q: string | undefined) {
  await requireAssistant(place);
  return await testSetRepository(place.tx, place).documents(q);
}

/** Newest first. @throws NotFoundError, BadRequestError for a forged cursor */
export async function listTestRuns(
  place: Place,
  { cursor, limit }: z.infer<typeof listTestRunsQuery>,
): Promise<{ rows: TestRunRow[]; nextCursor: string | null }> {
  const after = decodeCursor(cursor);
  await requireAssistant(place);
  const rows = await testRunRepository(place.tx, place).runs(limit, after);
  return pageOf(rows, limit, (row) => ({ value: row.created_at, id: row.id }));
}

/** @throws NotFoundError */
export async function getTestRun(place: Place, id: string): Promise<FullTestRunRow> {
  const row = await testRunRepository(place.tx, place).run(id);
  if (!row) throw new NotFoundError();
  return row;
}

/** @throws NotFoundError */
async function getQuestion(place: Place, id: string): Promise<TestQuestionRow> {
  const row = await testSetRepository(place.tx, place).question(id);
  if (!row) throw new NotFoundError();
  return row;
}

function targetOf(body: z.infer<typeof updateTestQuestionBody>): { expect: string; document_id: string | null } {
  return { expect: body.expect, document_id: body.expect === "document" ? body.documentId : null };
}
