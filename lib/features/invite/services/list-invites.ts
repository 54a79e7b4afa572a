import "server-only";
import { decodeCursor, pageOf } from "@/lib/platform/http/cursor";
import type { InviteRepository, InviteRow } from "../invite.repository";

type Query = { cursor?: string | undefined; limit: number; open: "true" | "false" };

/** Newest first. @throws BadRequestError for a forged cursor */
export async function listInvites(
  invites: Pick<InviteRepository, "list">,
  query: Query,
): Promise<{ rows: InviteRow[]; nextCursor: string | null }> {
  const rows = await invites.list({
    limit: query.limit,
    after: decodeCursor(query.cursor),
    open: query.open === "true",
  });
  return pageOf(rows, query.limit, (row) => ({ value: row.created_at, id: row.id }));
}
