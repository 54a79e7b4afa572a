import "server-only";
import { decodeCursor, pageOf } from "@/lib/platform/http/cursor";
import type { ConnectionRepository, ConnectionRow } from "../connection.repository";

/** Newest first. @throws BadRequestError for a forged cursor */
export async function listConnections(
  connections: Pick<ConnectionRepository, "list">,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ rows: ConnectionRow[]; nextCursor: string | null }> {
  const rows = await connections.list(limit, decodeCursor(cursor));
  return pageOf(rows, limit, (row) => ({ value: row.created_at, id: row.id }));
}
