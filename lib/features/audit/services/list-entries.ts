import "server-only";
import { decodeCursor, pageOf } from "@/lib/platform/http/cursor";
import type { AuditFilters, AuditRepository, AuditRow } from "../audit.repository";

type Query = AuditFilters & { cursor?: string | undefined; limit: number };

/** Newest first. The sequence has no gaps and no ties, so it alone is the position. @throws BadRequestError for a forged cursor */
export async function listEntries(
  audit: Pick<AuditRepository, "list">,
  { cursor, limit, ...filters }: Query,
): Promise<{ rows: AuditRow[]; nextCursor: string | null }> {
  const after = decodeCursor(cursor, "integer");
  const rows = await audit.list(filters, { limit, before: after && Number(after.value) });
  return pageOf(rows, limit, (row) => ({ value: String(row.seq), id: row.id }));
}
