import "server-only";
import type { z } from "zod";
import { buildRepository } from "@/lib/features/build/build.repository";
import { getBuild } from "@/lib/features/build/services/get-build";
import type { Tx } from "@/lib/platform/db/db";
import { NotFoundError } from "@/lib/platform/errors/errors";
import { decodeCursor, pageOf } from "@/lib/platform/http/cursor";
import { type CommentRow, commentRepository } from "../comment.repository";
import type { listCommentsQuery } from "../comment.schema";

type Found = { threads: CommentRow[]; replies: CommentRow[]; nextCursor: string | null };

/** Threads of a version, newest first, with their replies. @throws NotFoundError, BadRequestError for a forged cursor */
export async function listComments(
  tx: Tx,
  workspaceId: string,
  { buildId, cursor, limit, state }: z.infer<typeof listCommentsQuery> & { buildId: string },
): Promise<Found> {
  const after = decodeCursor(cursor);
  await getBuild(buildRepository(tx, workspaceId), buildId);
  const comments = commentRepository(tx, workspaceId);
  const found = await comments.threads({ buildId, limit, after, state });
  const { rows, nextCursor } = pageOf(found, limit, (row) => ({ value: row.created_at, id: row.id }));
  const replies = await comments.replies(
    buildId,
    rows.map((row) => row.id),
  );
  return { threads: rows, replies, nextCursor };
}

/** @throws NotFoundError */
export async function getComment(tx: Tx, workspaceId: string, id: string): Promise<CommentRow> {
  const row = await commentRepository(tx, workspaceId).find(id);
  if (!row) throw new NotFoundError();
  return row;
}

/** A comment's thread as it stands. @throws NotFoundError */
export async function getThread(tx: Tx, workspaceId: string, id: string): Promise<[CommentRow, CommentRow[]]> {
  const comment = await getComment(tx, workspaceId, id);
  const first = comment.parent_id === null ? comment : await getComment(tx, workspaceId, comment.parent_id);
  return [first, await commentRepository(tx, workspaceId).replies(first.build_id, [first.id])];
}
