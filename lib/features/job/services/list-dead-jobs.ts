import "server-only";
import type { Tx } from "@/lib/platform/db/db";
import { decodeCursor, pageOf } from "@/lib/platform/http/cursor";
import { type DeadJobRow, listDeadJobs as readDeadJobs } from "@/lib/platform/jobs/dead-jobs";

type Query = { cursor?: string | undefined; limit: number };

/** Newest failure first; only jobs that carry this workspace's id. @throws BadRequestError for a forged cursor */
export async function listDeadJobs(
  tx: Tx,
  workspaceId: string,
  { cursor, limit }: Query,
): Promise<{ rows: DeadJobRow[]; nextCursor: string | null }> {
  const rows = await readDeadJobs(tx, workspaceId, { limit, after: decodeCursor(cursor) });
  return pageOf(rows, limit, (row) => ({ value: row.failed_at, id: row.id }));
}
