import "server-only";
import type { z } from "zod";
import { type GenerationRow, generationHistory } from "@/lib/features/build/build.repository";
import type { Tx } from "@/lib/platform/db/db";
import { decodeCursor, pageOf } from "@/lib/platform/http/cursor";
import type { listGenerationsQuery } from "../generation.schema";

/** Versions of every project the caller sees, newest first. @throws BadRequestError for a forged cursor */
export async function listGenerations(
  tx: Tx,
  workspaceId: string,
  { cursor, limit, ...filters }: z.infer<typeof listGenerationsQuery>,
): Promise<{ rows: GenerationRow[]; nextCursor: string | null }> {
  const rows = await generationHistory(tx, workspaceId).list({ limit, after: decodeCursor(cursor), filters });
  return pageOf(rows, limit, (row) => ({ value: row.created_at, id: row.id }));
}
