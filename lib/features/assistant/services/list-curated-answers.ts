import "server-only";
import type { z } from "zod";
import { csvLines, escapeFormula } from "@/lib/platform/http/csv";
import { decodeCursor, pageOf } from "@/lib/platform/http/cursor";
import { assistantRepository } from "../assistant.repository";
import { type CuratedAnswerRow, curatedRepository, type GapRow, gapRepository } from "../curated.repository";
import type { listCuratedAnswersQuery, listGapsQuery } from "../curated.schema";
import { getAssistant } from "./list-assistants";
import type { Place } from "./write-curated-answer";

/** Newest first. @throws NotFoundError, BadRequestError for a forged cursor */
export async function listCuratedAnswers(
  place: Place,
  { cursor, limit, q }: z.infer<typeof listCuratedAnswersQuery>,
): Promise<{ rows: CuratedAnswerRow[]; nextCursor: string | null }> {
  const after = decodeCursor(cursor);
  await getAssistant(assistantRepository(place.tx, place.workspaceId), place.assistantId);
  const rows = await curatedRepository(place.tx, place).list(limit, after, q || undefined);
  return pageOf(rows, limit, (row) => ({ value: row.created_at, id: row.id }));
}

/** The most asked first. @throws NotFoundError, BadRequestError for a forged cursor */
export async function listGaps(
  place: Place,
  { cursor, limit, status }: z.infer<typeof listGapsQuery>,
): Promise<{ rows: GapRow[]; nextCursor: string | null }> {
  const after = decodeCursor(cursor, "integer");
  await getAssistant(assistantRepository(place.tx, place.workspaceId), place.assistantId);
  const rows = await gapRepository(place.tx, place).list(limit, after, status);
  return pageOf(rows, limit, (row) => ({ value: String(row.count), id: row.id }));
}

export const csvColumns = ["question", "wordings", "answer", "url"] as const;

/** Every written answer, as the import takes them. With the mark by which spreadsheets know UTF-8. @throws NotFoundError */
export async function exportCuratedAnswers(place: Place): Promise<string> {
  await getAssistant(assistantRepository(place.tx, place.workspaceId), place.assistantId);
  const rows = await curatedRepository(place.tx, place).all();
  const lines = rows.map((row) =>
    [row.question, row.wordings.join("|"), row.answer, row.url ?? ""].map((cell) => escapeFormula(cell)),
  );
  return `\uFEFF${csvLines([csvColumns, ...lines])}`;
}
