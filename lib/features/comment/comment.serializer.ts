import { toIso, toIsoOrNull } from "@/lib/platform/clock/clock";
import type { CommentRow } from "./comment.repository";
import type { Comment, Thread } from "./comment.schema";

export function toCommentDto(row: CommentRow): Comment {
  return {
    id: row.id,
    parentId: row.parent_id,
    author: row.author_name === "" ? null : row.author_name,
    isMine: row.is_mine,
    body: row.body,
    mentions: row.mentions,
    editedAt: toIsoOrNull(row.edited_at),
    deletedAt: toIsoOrNull(row.deleted_at),
    createdAt: toIso(row.created_at),
  };
}

export function toThreadDto(row: CommentRow, replies: CommentRow[]): Thread {
  const { anchor_kind: kind, anchor_ref: ref } = row;
  return {
    ...toCommentDto(row),
    anchor: kind === null || ref === null ? null : { kind: kind as NonNullable<Thread["anchor"]>["kind"], ref },
    resolvedAt: toIsoOrNull(row.resolved_at),
    replies: replies.filter((reply) => reply.parent_id === row.id).map(toCommentDto),
  };
}
