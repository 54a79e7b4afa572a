import "server-only";
import { now } from "@/lib/platform/clock/clock";
import { decodeCursor, pageOf } from "@/lib/platform/http/cursor";
import type { AiUsageRepository, TotalsRow, UsageRow } from "../ai-usage.repository";

type Query = { cursor?: string | undefined; limit: number };
type Found = { since: Date; month: TotalsRow; rows: UsageRow[]; nextCursor: string | null };

/** The workspace's calls, newest first, with the sums of the running month (UTC). @throws BadRequestError for a forged cursor */
export async function listUsage(
  usage: Pick<AiUsageRepository, "list" | "totalsSince">,
  { cursor, limit }: Query,
): Promise<Found> {
  const found = await usage.list(limit, decodeCursor(cursor));
  const today = now();
  const since = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), 1));
  const month = await usage.totalsSince(since);
  return { since, month, ...pageOf(found, limit, (row) => ({ value: row.created_at, id: row.id })) };
}
