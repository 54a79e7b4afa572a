import "server-only";
import { decodeCursor, pageOf } from "@/lib/platform/http/cursor";
import type { MemberRepository, MemberRow } from "../member.repository";

/** Longest-standing first. @throws BadRequestError for a forged cursor */
export async function listMembers(
  members: Pick<MemberRepository, "list">,
  query: { cursor?: string | undefined; limit: number },
): Promise<{ rows: MemberRow[]; nextCursor: string | null }> {
  const rows = await members.list({ limit: query.limit, after: decodeCursor(query.cursor) });
  return pageOf(rows, query.limit, (row) => ({ value: row.created_at, id: row.user_id }));
}
