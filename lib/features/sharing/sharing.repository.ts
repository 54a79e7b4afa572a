import "server-only";
import { sql } from "kysely";
import type { Tx } from "@/lib/platform/db/db";
import type { KeysetPosition } from "@/lib/platform/http/cursor";
import type { CollaboratorRole } from "./sharing.schema";

type SharingChanges = {
  visibility?: string | undefined;
  page_indexed?: boolean | undefined;
  page_shows_idea?: boolean | undefined;
  page_summary?: string | undefined;
  page_version?: number | null | undefined;
  page_key?: null;
};

/** Who sees one project of a workspace. The only place that names `project_collaborators` beside invitations and leaving. */
export function sharingRepository(tx: Tx, workspaceId: string, projectId: string) {
  const collaborators = () =>
    tx
      .selectFrom("project_collaborators as c")
      .innerJoin("profiles as p", "p.id", "c.user_id")
      .leftJoin("workspace_members as m", (join) =>
        join.onRef("m.workspace_id", "=", "c.workspace_id").onRef("m.user_id", "=", "c.user_id"),
      )
      .where("c.workspace_id", "=", workspaceId)
      .where("c.project_id", "=", projectId)
      .select(["c.user_id", "c.created_at", "p.display_name", "p.email"])
      .select([sql<CollaboratorRole>`c.role`.as("role"), sql<boolean>`m.user_id is null`.as("is_guest")]);
  return {
    find: () =>
      tx
        .selectFrom("projects as p")
        .where("p.workspace_id", "=", workspaceId)
        .where("p.id", "=", projectId)
        .select(["p.name", "p.visibility", "p.page_key", "p.page_indexed", "p.page_shows_idea", "p.page_summary"])
        .select(["p.page_version", "p.last_build_version"])
        .select(sql<boolean>`coalesce(p.created_by = private.actor_user_id(), false)`.as("is_mine"))
        .executeTakeFirst(),

    async change(changes: SharingChanges): Promise<boolean> {
      const set = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
      const row = await tx
        .updateTable("projects")
        .set(set)
        .where("workspace_id", "=", workspaceId)
        .where("id", "=", projectId)
        .returning("id")
        .executeTakeFirst();
      return row !== undefined;
    },

    /** First added first, one more than `limit`. */
    list: (limit: number, after: KeysetPosition | undefined) => {
      const query = collaborators()
        .orderBy("c.created_at")
        .orderBy("c.user_id")
        .limit(limit + 1);
      return (
        after
          ? query.where(sql<boolean>`(c.created_at, c.user_id) > (${after.value}::timestamptz, ${after.id}::uuid)`)
          : query
      ).execute();
    },

    collaborator: (userId: string) => collaborators().where("c.user_id", "=", userId).executeTakeFirst(),

    hasPlace: async (userId: string): Promise<boolean> => {
      const { rows } = await sql<{ here: boolean }>`
        select private.has_place(${workspaceId}::uuid, ${userId}::uuid) as here`.execute(tx);
      return rows[0]?.here ?? false;
    },

    /** @returns true when the person was not a collaborator before */
    async add(userId: string, role: CollaboratorRole): Promise<boolean> {
      const row = await tx
        .insertInto("project_collaborators")
        .values({ workspace_id: workspaceId, project_id: projectId, user_id: userId, role })
        .onConflict((conflict) => conflict.doNothing())
        .returning("user_id")
        .executeTakeFirst();
      return row !== undefined;
    },

    async setRole(userId: string, role: CollaboratorRole): Promise<boolean> {
      const row = await tx
        .updateTable("project_collaborators")
        .set({ role })
        .where("project_id", "=", projectId)
        .where("user_id", "=", userId)
        .returning("user_id")
        .executeTakeFirst();
      return row !== undefined;
    },

    async remove(userId: string): Promise<boolean> {
      const row = await tx
        .deleteFrom("project_collaborators")
        .where("workspace_id", "=", workspaceId)
        .where("project_id", "=", projectId)
        .where("user_id", "=", userId)
        .returning("user_id")
        .executeTakeFirst();
      return row !== undefined;
    },

    /** Everybody who sees the project, by name. */
    async people(limit: number, after: KeysetPosition | undefined, q: string | undefined) {
      const pattern = `(^|\\s)${(q ?? "").replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")}`;
      const { rows } = await sql<{ user_id: string; display_name: string }>`
        select p.user_id, p.display_name from private.project_people(${projectId}::uuid) p
        where (${q ?? ""} = '' or p.display_name ~* ${pattern})
          and (${after === undefined} or (lower(p.display_name), p.user_id) > (${after?.value ?? ""}, ${after?.id ?? null}::uuid))
        order by lower(p.display_name), p.user_id limit ${limit + 1}`.execute(tx);
      return rows;
    },
  };
}

export type SharingRepository = ReturnType<typeof sharingRepository>;
export type SharingRow = NonNullable<Awaited<ReturnType<SharingRepository["find"]>>>;
export type CollaboratorRow = NonNullable<Awaited<ReturnType<SharingRepository["collaborator"]>>>;

/**
 * What anybody with the address gets to see. Wants a transaction in `service_role`, and is the only statement that is asked for
 * somebody who has not signed in; it names the columns that may leave.
 */
export function publicPageRepository(tx: Tx) {
  return {
    find: (pageKey: string) =>
      tx
        .selectFrom("projects as p")
        .innerJoin("workspaces as w", (join) =>
          join.onRef("w.id", "=", "p.workspace_id").on("w.deleted_at", "is", null),
        )
        .innerJoin("builds as b", (join) =>
          join
            .onRef("b.project_id", "=", "p.id")
            .on("b.version", "=", sql<number>`coalesce(p.page_version, p.last_build_version)`),
        )
        .where("p.page_key", "=", pageKey)
        .where("p.visibility", "=", "public")
        .where("p.archived_at", "is", null)
        .select(["p.page_indexed", "p.page_summary"])
        .select(["b.id", "b.version", "b.created_at", "b.app_name", "b.blueprint"])
        .select(sql<string | null>`case when p.page_shows_idea then b.idea end`.as("idea"))
        .executeTakeFirst(),
  };
}
export type PublicPageRow = NonNullable<Awaited<ReturnType<ReturnType<typeof publicPageRepository>["find"]>>>;
