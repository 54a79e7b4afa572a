import "server-only";
import type { z } from "zod";
import { buildRepository } from "@/lib/features/build/build.repository";
import { getBuild } from "@/lib/features/build/services/get-build";
import { notify } from "@/lib/features/notification/services/notify";
import { now } from "@/lib/platform/clock/clock";
import type { Entered, Tx } from "@/lib/platform/db/db";
import { ConflictError, ForbiddenError, ValidationError } from "@/lib/platform/errors/errors";
import { type CommentRow, commentAudience, commentRepository } from "../comment.repository";
import type { createCommentBody, updateCommentBody } from "../comment.schema";
import { getComment } from "./list-comments";

export type CommentAsk = { tx: Tx; workspace: { id: string; slug: string }; caller: Entered["caller"] };
type Version = { version: number; app_name: string };

/**
 * Begins a thread on a version, or replies in one, and tells whom it concerns.
 * @throws NotFoundError, ConflictError NOT_A_THREAD, THREAD_FULL, ValidationError MENTION_NOT_ALLOWED
 */
export async function createComment(
  ask: CommentAsk,
  { buildId, ...fields }: z.infer<typeof createCommentBody> & { buildId: string },
): Promise<CommentRow> {
  const { tx, workspace } = ask;
  const build = await getBuild(buildRepository(tx, workspace.id), buildId);
  const comments = commentRepository(tx, workspace.id);
  const mentions = await mentionable(ask, build.project_id, fields.mentions);
  const id = await comments.insert({
    project_id: build.project_id,
    build_id: buildId,
    parent_id: fields.parentId ?? null,
    body: fields.body,
    anchor_kind: fields.anchor?.kind ?? null,
    anchor_ref: fields.anchor?.ref ?? null,
    mentions,
  });
  const row = await getComment(tx, workspace.id, id);
  await tellMentioned(ask, row, { ...build, userIds: mentions });
  await tellOthers(ask, row, { ...build, told: mentions });
  return row;
}

/**
 * Gives a comment of the caller's other words, or settles and reopens a thread.
 * @throws NotFoundError, ForbiddenError NOT_YOUR_COMMENT, ConflictError COMMENT_DELETED, NOT_A_THREAD,
 * ValidationError MENTION_NOT_ALLOWED
 */
export async function updateComment(
  ask: CommentAsk,
  { commentId, ...change }: z.infer<typeof updateCommentBody> & { commentId: string },
): Promise<void> {
  const { tx, workspace } = ask;
  const comments = commentRepository(tx, workspace.id);
  const before = await getComment(tx, workspace.id, commentId);
  if (before.deleted_at !== null) throw new ConflictError("COMMENT_DELETED", "This comment was deleted.");
  if ("resolved" in change) {
    if (before.parent_id !== null) throw new ConflictError("NOT_A_THREAD", "A whole thread is resolved, not a reply.");
    // A second click changes nothing and keeps who was first.
    if ((before.resolved_at !== null) === change.resolved) return;
    if (!(await comments.update(commentId, { resolved_at: change.resolved ? now().toISOString() : null })))
      throw new ForbiddenError("NOT_YOUR_COMMENT", "Its author and editors of the project resolve a thread.");
    return;
  }
  const mentions = await mentionable(ask, before.project_id, change.mentions);
  if (!(await comments.update(commentId, { body: change.body, mentions }))) throw notYours();
  const build = await getBuild(buildRepository(tx, workspace.id), before.build_id);
  const added = mentions.filter((id) => !before.mentions.includes(id));
  await tellMentioned(ask, { ...before, body: change.body }, { ...build, userIds: added });
}

/**
 * Takes a comment away: without a trace, or as a place without words where somebody has replied.
 * @throws NotFoundError, ForbiddenError NOT_YOUR_COMMENT, ConflictError COMMENT_DELETED
 */
export async function deleteComment({ tx, workspace }: CommentAsk, commentId: string): Promise<void> {
  const comments = commentRepository(tx, workspace.id);
  await getComment(tx, workspace.id, commentId);
  await comments.lock(commentId);
  const { deleted_at } = await getComment(tx, workspace.id, commentId);
  if (deleted_at !== null) throw new ConflictError("COMMENT_DELETED", "This comment was deleted.");
  const done = (await comments.hasReplies(commentId))
    ? await comments.update(commentId, { deleted_at: now().toISOString() })
    : await comments.delete(commentId);
  if (!done) throw notYours();
}

const notYours = () =>
  new ForbiddenError("NOT_YOUR_COMMENT", "Only its author changes or deletes a comment, and admins delete.");

/** @throws ValidationError MENTION_NOT_ALLOWED when one of them does not see the project */
async function mentionable({ tx, workspace }: CommentAsk, projectId: string, asked: string[]): Promise<string[]> {
  const wanted = [...new Set(asked)];
  if (wanted.length === 0) return [];
  const seeing = await commentAudience(tx, workspace.id).whoSee(projectId, wanted);
  if (seeing.length < wanted.length)
    throw new ValidationError("MENTION_NOT_ALLOWED", "Only people who see the project can be mentioned.", {
      details: { fields: { mentions: "Only people who see the project can be mentioned." } },
    });
  return wanted;
}

function noticeOf({ workspace, caller }: CommentAsk, row: CommentRow, version: Version) {
  const who = caller.kind === "user" ? caller.displayName : "Somebody";
  return {
    who,
    mine: caller.kind === "user" ? caller.userId : "",
    notice: {
      body: row.body.slice(0, 300),
      href: `/${workspace.slug}/projects/${row.project_id}?tab=comments&v=${version.version}`,
      workspaceId: workspace.id,
      projectId: row.project_id,
    },
  };
}

async function tellMentioned(ask: CommentAsk, row: CommentRow, about: Version & { userIds: string[] }): Promise<void> {
  const { who, mine, notice } = noticeOf(ask, row, about);
  for (const userId of about.userIds.filter((id) => id !== mine))
    await notify(ask.tx, {
      ...notice,
      userId,
      type: "comment.mentioned",
      title: `${who} mentioned you on ${about.app_name}`,
      dedupeKey: `comment.mentioned:${row.id}`,
    });
}

/** Whoever wrote in the thread and whoever made the version, if they still see it and were not mentioned. */
async function tellOthers(ask: CommentAsk, row: CommentRow, about: Version & { told: string[] }): Promise<void> {
  const { who, mine, notice } = noticeOf(ask, row, about);
  const audience = commentAudience(ask.tx, ask.workspace.id);
  const people = await audience.ofThread(row.parent_id ?? row.id);
  const others = people.filter((id) => id !== mine && !about.told.includes(id));
  for (const userId of await audience.whoSee(row.project_id, others))
    await notify(ask.tx, {
      ...notice,
      userId,
      type: "comment.created",
      title: `${who} ${row.parent_id === null ? "commented" : "replied"} on ${about.app_name} v${about.version}`,
      dedupeKey: `comment.created:${row.id}`,
    });
}
