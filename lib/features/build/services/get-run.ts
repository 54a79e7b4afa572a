import "server-only";
import { NotFoundError } from "@/lib/platform/errors/errors";
import { decodeCursor, pageOf } from "@/lib/platform/http/cursor";
import type { RunRepository, RunRow } from "../run.repository";

/** @throws NotFoundError */
export async function getRun(runs: Pick<RunRepository, "find">, id: string): Promise<RunRow> {
  const row = await runs.find(id);
  if (!row) throw new NotFoundError();
  return row;
}

type Ask = { projectId: string; limit: number; cursor?: string | undefined };

/** Newest first. */
export async function listRuns(
  runs: Pick<RunRepository, "list">,
  ask: Ask,
): Promise<{ rows: RunRow[]; nextCursor: string | null }> {
  const rows = await runs.list(ask.projectId, ask.limit, decodeCursor(ask.cursor, "timestamp"));
  return pageOf(rows, ask.limit, (row) => ({ value: row.created_at, id: row.id }));
}
