import "server-only";
import { sql } from "kysely";
import type { Tx } from "@/lib/platform/db/db";
import type { KeysetPosition } from "@/lib/platform/http/cursor";

type NewComment = {
  project_id: string;
  build_id: string;
  parent_id: string | null;
  body: string;
  anchor_kind: string | null;
  anchor_ref: string | null;
  mentions: string[];
};
type Changes = { body?: string; mentions?: string[]; resolved_at?: string | null; deleted_at?: string };
type ListOptions = {
  buildId: string;
  limit: number;
  after: KeysetPosition | undefined;
  state: "all" | "open" | "resolved";
};

/** The only place that names `build_comments`. */
export function commentRepository(tx: Tx, workspaceId: string) {
  const base = () =>
    tx
      .selectFrom("build_comments as c")
      .where("c.workspace_id", "=", workspaceId)
      .select([
        "c.id",
        "c.project_id",
        "c.build_id",
        "c.parent_id",
        "c.created_by",
        "c.author_name",
        "c.body",
        "c.mentions",
      ])
      .select(["c.anchor_kind", "c.anchor_ref", "c.resolved_at", "c.edited_at", "c.deleted_at", "c.created_at"])
      .select(sql<boolean>`coalesce(c.created_by = private.actor_user_id(), false)`.as("is_mine"));
  return {
    /** First comments of threads, newest first, one more than `limit`. What was deleted stays as long as it has replies. */
    threads: ({ buildId, limit, after, state }: ListOptions) => {
      let query = base()
        .where("c.build_id", "=", buildId)
        .where("c.parent_id", "is", null)
        .where(sql<boolean>`(c.deleted_at is null or exists (
          select from public.build_comments r where r.build_id = c.build_id and r.parent_id = c.id))`)
        .orderBy("c.created_at", "desc")
        .orderBy("c.id", "desc")
        .limit(limit + 1);
      if (state !== "all") query = query.where("c.resolved_at", state === "open" ? "is" : "is not", null);
      if (after)
        query = query.where(sql<boolean>`(c.created_at, c.id) < (${after.value}::timestamptz, ${after.id}::uuid)`);
      return query.execute();
    },

    /** Oldest first. */
    replies: async (buildId: string, threadIds: string[]) =>
      threadIds.length === 0
        ? []
        : await base()
            .where("c.build_id", "=", buildId)
            .where("c.parent_id", "in", threadIds)
            .orderBy("c.created_at")
            .orderBy("c.id")
            .execute(),

    find: (id: string) => base().where("c.id", "=", id).executeTakeFirst(),

    /** Waits for whoever is writing a reply; what is decided after it is decided on what is there. */
    async lock(id: string): Promise<void> {
      await tx
        .selectFrom("build_comments")
        .select("id")
        .where("workspace_id", "=", workspaceId)
        .where("id", "=", id)
        .forUpdate()
        .execute();
    },

    async hasReplies(id: string): Promise<boolean> {
      const row = await tx.selectFrom("build_comments").select("id").where("parent_id", "=", id).executeTakeFirst();
      return row !== undefined;
    },

    async insert(comment: NewComment): Promise<string> {
      const { id } = await tx
        .insertInto("build_comments")
        .values({ ...comment, workspace_id: workspaceId })
        .returning("id")
        .executeTakeFirstOrThrow();
      return id;
    },

    async update(id: string, changes: Changes): Promise<boolean> {
      const row = await tx
        .updateTable("build_comments")
        .set(changes)
        .where("workspace_id", "=", workspaceId)
        .where("id", "=", id)
        .returning("id")
        .executeTakeFirst();
      return row !== undefined;
    },

    async delete(id: string): Promise<boolean> {
      const row = await tx
        .deleteFrom("build_comments")
        .where("workspace_id", "=", workspaceId)
        .where("id", "=", id)
        .returning("id")
        .executeTakeFirst();
      return row !== undefined;
    },
  };
}

export type CommentRepository = ReturnType<typeof commentRepository>;
export type CommentRow = NonNullable<Awaited<ReturnType<CommentRepository["find"]>>>;

/** Whom a comment concerns. */
export function commentAudience(tx: Tx, workspaceId: string) {
  return {
    /** Who wrote in a thread, and who made the version it is about. */
    async ofThread(threadId: string): Promise<string[]> {
      const { rows } = await sql<{ id: string }>`
        select distinct c.created_by as id from public.build_comments c
        where c.workspace_id = ${workspaceId}::uuid and (c.id = ${threadId}::uuid or c.parent_id = ${threadId}::uuid) and c.created_by is not null
        union
        select b.created_by from public.build_comments c join public.builds b on b.id = c.build_id
        where c.id = ${threadId}::uuid and b.created_by is not null`.execute(tx);
      return rows.map((row) => row.id);
    },

    /** Of these people, those who see the project now. */
    async whoSee(projectId: string, userIds: string[]): Promise<string[]> {
      const { rows } = await sql<{ user_id: string }>`
        select p.user_id from private.project_people(${projectId}::uuid) p where p.user_id = any (${userIds}::uuid[])`.execute(
        tx,
      );
      return rows.map((row) => row.user_id);
    },
  };
}
