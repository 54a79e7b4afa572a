import "server-only";
import type { z } from "zod";
import type { Tx } from "@/lib/platform/db/db";
import { NotFoundError } from "@/lib/platform/errors/errors";
import { decodeCursor, pageOf } from "@/lib/platform/http/cursor";
import { type CannedReplyRow, cannedReplyRepository } from "../canned-reply.repository";
import type { createCannedReplyBody, listCannedRepliesQuery, updateCannedReplyBody } from "../canned-reply.schema";

/** Newest first. @throws BadRequestError for a forged cursor */
export async function listCannedReplies(
  tx: Tx,
  workspaceId: string,
  { cursor, limit, q }: z.infer<typeof listCannedRepliesQuery>,
): Promise<{ rows: CannedReplyRow[]; nextCursor: string | null }> {
  const found = await cannedReplyRepository(tx, workspaceId).list({ limit, q, after: decodeCursor(cursor) });
  return pageOf(found, limit, (row) => ({ value: row.created_at, id: row.id }));
}

/** @throws ConflictError REPLY_TITLE_TAKEN */
export async function createCannedReply(
  tx: Tx,
  workspaceId: string,
  fields: z.infer<typeof createCannedReplyBody>,
): Promise<CannedReplyRow> {
  return await cannedReplyRepository(tx, workspaceId).insert(fields);
}

/** @throws NotFoundError, ConflictError REPLY_TITLE_TAKEN */
export async function updateCannedReply(
  tx: Tx,
  workspaceId: string,
  { id, title, body }: z.infer<typeof updateCannedReplyBody> & { id: string },
): Promise<CannedReplyRow> {
  const changes = { ...(title === undefined ? {} : { title }), ...(body === undefined ? {} : { body }) };
  const row = await cannedReplyRepository(tx, workspaceId).update(id, changes);
  if (!row) throw new NotFoundError();
  return row;
}

/** @throws NotFoundError */
export async function deleteCannedReply(tx: Tx, workspaceId: string, id: string): Promise<void> {
  if (!(await cannedReplyRepository(tx, workspaceId).delete(id))) throw new NotFoundError();
}
