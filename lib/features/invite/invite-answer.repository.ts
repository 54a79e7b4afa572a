import "server-only";
import { sql } from "kysely";
import type { MemberRole } from "@/lib/platform/auth/permissions";
import type { Tx } from "@/lib/platform/db/db";

const databaseNow = sql<string>`now()`;

/** What answering an invitation changes, and who is told. Wants a transaction in `service_role`, as the links do. */
export function inviteAnswerRepository(tx: Tx) {
  const stamp = (id: string, set: { declined_at: typeof databaseNow } | { requested_at: typeof databaseNow }) =>
    tx.updateTable("workspace_invites").set(set).where("id", "=", id).execute();
  return {
    person: (userId: string) =>
      tx
        .selectFrom("profiles")
        .select(["email", "email_verified_at", "display_name"])
        .where("id", "=", userId)
        .executeTakeFirst(),

    async roleOf(workspaceId: string, userId: string): Promise<MemberRole | undefined> {
      const row = await tx
        .selectFrom("workspace_members")
        .select(sql<MemberRole>`role`.as("role"))
        .where("workspace_id", "=", workspaceId)
        .where("user_id", "=", userId)
        .executeTakeFirst();
      return row?.role;
    },

    async isGuest(projectId: string, userId: string): Promise<boolean> {
      const row = await tx
        .selectFrom("project_collaborators")
        .select("user_id")
        .where("project_id", "=", projectId)
        .where("user_id", "=", userId)
        .executeTakeFirst();
      return row !== undefined;
    },

    /** Never touches a place that is there: an invitation neither lowers nor raises a role. @returns false when it was */
    async join(fields: { workspace_id: string; user_id: string; role: MemberRole }): Promise<boolean> {
      const row = await tx
        .insertInto("workspace_members")
        .values(fields)
        .onConflict((conflict) => conflict.doNothing())
        .returning("user_id")
        .executeTakeFirst();
      return row !== undefined;
    },

    async joinProject(fields: { workspace_id: string; project_id: string; user_id: string }): Promise<boolean> {
      const row = await tx
        .insertInto("project_collaborators")
        .values(fields)
        .onConflict((conflict) => conflict.doNothing())
        .returning("user_id")
        .executeTakeFirst();
      return row !== undefined;
    },

    markAccepted: (inviteId: string, userId: string) =>
      tx
        .updateTable("workspace_invites")
        .set({ accepted_at: databaseNow, accepted_by: userId })
        .where("id", "=", inviteId)
        .execute(),
    markDeclined: (inviteId: string) => stamp(inviteId, { declined_at: databaseNow }),
    markRequested: (inviteId: string) => stamp(inviteId, { requested_at: databaseNow }),

    /** Whom to tell when the inviter is gone. */
    async owners(workspaceId: string): Promise<string[]> {
      const rows = await tx
        .selectFrom("workspace_members")
        .select("user_id")
        .where("workspace_id", "=", workspaceId)
        .where("role", "=", "owner")
        .execute();
      return rows.map((row) => row.user_id);
    },
  };
}

export type InviteAnswerRepository = ReturnType<typeof inviteAnswerRepository>;
