import "server-only";
import { decodeCursor, pageOf } from "@/lib/platform/http/cursor";
import type { ApiKeyRepository, ApiKeyRow } from "../api-key.repository";

/** Newest first, dead keys included. @throws BadRequestError for a forged cursor */
export async function listApiKeys(
  keys: Pick<ApiKeyRepository, "list">,
  query: { cursor?: string | undefined; limit: number },
): Promise<{ rows: ApiKeyRow[]; nextCursor: string | null }> {
  const rows = await keys.list({ limit: query.limit, after: decodeCursor(query.cursor) });
  return pageOf(rows, query.limit, (row) => ({ value: row.created_at, id: row.id }));
}
