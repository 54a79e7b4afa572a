import "server-only";
import { sql } from "kysely";
import type { MemberRole } from "@/lib/platform/auth/permissions";
import type { Tx } from "@/lib/platform/db/db";
import type { KeysetPosition } from "@/lib/platform/http/cursor";

export type MemberRow = {
  user_id: string;
  email: string;
  display_name: string;
  role: MemberRole;
  created_at: string;
};

/** The only place that names `workspace_members` of somebody else than the caller. */
export function memberRepository(tx: Tx, workspaceId: string) {
  const members = () =>
    tx
      .selectFrom("workspace_members as m")
      .innerJoin("profiles as p", "p.id", "m.user_id")
      .select(["m.user_id", "p.email", "p.display_name", sql<MemberRole>`m.role`.as("role"), "m.created_at"])
      .where("m.workspace_id", "=", workspaceId);
  return {
    list: ({ limit, after }: { limit: number; after: KeysetPosition | undefined }): Promise<MemberRow[]> => {
      const query = members()
        .orderBy("m.created_at")
        .orderBy("m.user_id")
        .limit(limit + 1);
      return (
        after
          ? query.where(sql<boolean>`(m.created_at, m.user_id) > (${after.value}::timestamptz, ${after.id}::uuid)`)
          : query
      ).execute();
    },

    find: (userId: string): Promise<MemberRow | undefined> =>
      members().where("m.user_id", "=", userId).executeTakeFirst(),

    /** The row lock that `private.keep_an_owner` takes, too, taken before anything else so that the two cannot deadlock. */
    async lockWorkspace(): Promise<boolean> {
      const row = await tx
        .selectFrom("workspaces")
        .select("id")
        .where("id", "=", workspaceId)
        .forUpdate()
        .executeTakeFirst();
      return row !== undefined;
    },

    async countOwners(): Promise<number> {
      const row = await tx
        .selectFrom("workspace_members")
        .select((eb) => eb.fn.countAll<number>().as("count"))
        .where("workspace_id", "=", workspaceId)
        .where("role", "=", "owner")
        .executeTakeFirstOrThrow();
      return Number(row.count);
    },

    async setRole(userId: string, role: MemberRole): Promise<boolean> {
      const row = await tx
        .updateTable("workspace_members")
        .set({ role })
        .where("workspace_id", "=", workspaceId)
        .where("user_id", "=", userId)
        .returning("user_id")
        .executeTakeFirst();
      return row !== undefined;
    },

    /** With the grants on single projects: whoever is removed must not stay behind as a guest. */
    async remove(userId: string): Promise<boolean> {
      const row = await tx
        .deleteFrom("workspace_members")
        .where("workspace_id", "=", workspaceId)
        .where("user_id", "=", userId)
        .returning("user_id")
        .executeTakeFirst();
      await tx
        .deleteFrom("project_collaborators")
        .where("workspace_id", "=", workspaceId)
        .where("user_id", "=", userId)
        .execute();
      return row !== undefined;
    },

    async workspaceName(): Promise<string> {
      const row = await tx
        .selectFrom("workspaces")
        .select("name")
        .where("id", "=", workspaceId)
        .executeTakeFirstOrThrow();
      return row.name;
    },
  };
}

export type MemberRepository = ReturnType<typeof memberRepository>;
