import "server-only";
import { decodeCursor, pageOf } from "@/lib/platform/http/cursor";
import type { ActivityRepository, ActivityRow } from "../activity.repository";

type Query = { cursor?: string | undefined; limit: number; projectId?: string | undefined };

/** Newest first. @throws BadRequestError for a forged cursor */
export async function listActivity(
  activity: Pick<ActivityRepository, "list">,
  { cursor, limit, projectId }: Query,
): Promise<{ rows: ActivityRow[]; nextCursor: string | null }> {
  const rows = await activity.list({ limit, after: decodeCursor(cursor), projectId });
  return pageOf(rows, limit, (row) => ({ value: row.at, id: row.id }));
}
