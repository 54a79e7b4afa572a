import "server-only";
import type { z } from "zod";
import type { Tx } from "@/lib/platform/db/db";
import { ConflictError, NotFoundError } from "@/lib/platform/errors/errors";
import { assistantRepository } from "../assistant.repository";
import { type CuratedAnswerRow, curatedRepository, gapRepository } from "../curated.repository";
import {
  type createCuratedAnswerBody,
  curatedMost,
  type updateCuratedAnswerBody,
  type updateGapsBody,
} from "../curated.schema";
import { getAssistant } from "./list-assistants";

export type Place = { tx: Tx; workspaceId: string; assistantId: string };

/** @throws NotFoundError */
async function getCurated(place: Place, id: string): Promise<CuratedAnswerRow> {
  const row = await curatedRepository(place.tx, place).find(id);
  if (!row) throw new NotFoundError();
  return row;
}

/** @throws ConflictError TOO_MANY_CURATED_ANSWERS */
export function requireRoom(count: number): void {
  if (count > curatedMost)
    throw new ConflictError(
      "TOO_MANY_CURATED_ANSWERS",
      `An assistant holds at most ${curatedMost} written answers. Delete some first, or put the text into a source.`,
    );
}

/**
 * Adds a written answer, and closes the unanswered questions it answers.
 * @throws NotFoundError, ConflictError TOO_MANY_CURATED_ANSWERS, CURATED_ANSWER_EXISTS
 */
export async function createCuratedAnswer(
  place: Place,
  { gapIds, ...fields }: z.infer<typeof createCuratedAnswerBody>,
): Promise<CuratedAnswerRow> {
  await getAssistant(assistantRepository(place.tx, place.workspaceId), place.assistantId);
  const curated = curatedRepository(place.tx, place);
  await curated.lock();
  requireRoom((await curated.count()) + 1);
  const [id] = await curated.insert([fields]);
  if (id === undefined) throw new NotFoundError();
  const wanted = [...new Set(gapIds)];
  const closed = await gapRepository(place.tx, place).set(wanted, "answered", id);
  if (closed.length < wanted.length) throw new NotFoundError();
  return await getCurated(place, id);
}

/** @throws NotFoundError, ConflictError CURATED_ANSWER_EXISTS */
export async function updateCuratedAnswer(
  place: Place,
  id: string,
  changes: z.infer<typeof updateCuratedAnswerBody>,
): Promise<CuratedAnswerRow> {
  const set = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  if (!(await curatedRepository(place.tx, place).update(id, set))) throw new NotFoundError();
  return await getCurated(place, id);
}

/** Questions that it answered are open again. @throws NotFoundError */
export async function deleteCuratedAnswer(place: Place, id: string): Promise<string[]> {
  const reopened = await gapRepository(place.tx, place).reopen(id);
  if (!(await curatedRepository(place.tx, place).delete(id))) throw new NotFoundError();
  return reopened;
}

/** Dismisses unanswered questions, or opens them again; all or none. @throws NotFoundError */
export async function updateGaps(place: Place, { ids, status }: z.infer<typeof updateGapsBody>): Promise<void> {
  const wanted = [...new Set(ids)];
  const done = await gapRepository(place.tx, place).set(wanted, status, null);
  if (done.length < wanted.length) throw new NotFoundError();
}
