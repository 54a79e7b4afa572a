import "server-only";
import { sql } from "kysely";
import type { Role } from "@/lib/platform/auth/permissions";
import type { Tx } from "@/lib/platform/db/db";

const details = [
  "i.id",
  "i.workspace_id",
  "i.email",
  "i.project_id",
  "i.invited_by",
  "i.expires_at",
  "i.accepted_at",
  "i.accepted_by",
  "i.declined_at",
  "i.revoked_at",
] as const;

const databaseNow = sql<string>`now()`;

/**
 * The service's side of invitations: links and what their holders do. A holder has no place in the workspace yet, so none of
 * this can happen under their own rights; every method wants a transaction in `service_role`.
 */
export function inviteLinkRepository(tx: Tx) {
  const byHash = (hash: Buffer) =>
    tx
      .selectFrom("private.invitation_tokens as t")
      .innerJoin("workspace_invites as i", "i.id", "t.invite_id")
      .innerJoin("workspaces as w", "w.id", "i.workspace_id")
      .leftJoin("projects as p", "p.id", "i.project_id")
      .leftJoin("profiles as inviter", "inviter.id", "i.invited_by")
      .select([
        ...details,
        sql<Role>`i.role`.as("role"),
        sql<boolean>`i.expires_at <= now()`.as("is_expired"),
        sql<boolean>`coalesce(i.requested_at > now() - interval '24 hours', false)`.as("is_asked_lately"),
        "t.superseded_at",
        "w.name as workspace_name",
        "w.slug as workspace_slug",
        "w.deleted_at as workspace_deleted_at",
        "p.name as project_name",
        "inviter.display_name as inviter_name",
      ])
      .where("t.hash", "=", hash);
  return {
    find: (hash: Buffer) => byHash(hash).executeTakeFirst(),

    /**
     * Locks the invitation and, so that it is not put away meanwhile, its workspace; then reads both. The lock comes first:
     * what a waiting statement read before it got the lock would be stale.
     */
    async lock(hash: Buffer) {
      const locked = await tx
        .selectFrom("workspace_invites as i")
        .select(["i.id", "i.workspace_id"])
        .where("i.id", "=", (q) =>
          q.selectFrom("private.invitation_tokens as t").select("t.invite_id").where("t.hash", "=", hash),
        )
        .forUpdate()
        .executeTakeFirst();
      if (!locked) return undefined;
      await tx.selectFrom("workspaces").select("id").where("id", "=", locked.workspace_id).forShare().execute();
      return await byHash(hash).executeTakeFirst();
    },

    async issue(workspaceId: string, inviteId: string, hash: Buffer): Promise<void> {
      await tx
        .insertInto("private.invitation_tokens")
        .values({ hash, workspace_id: workspaceId, invite_id: inviteId })
        .execute();
    },

    /** Makes every earlier link say that it was replaced, and gives the invitation seven more days. */
    async renew(inviteId: string): Promise<void> {
      await tx
        .updateTable("private.invitation_tokens")
        .set({ superseded_at: databaseNow })
        .where("invite_id", "=", inviteId)
        .where("superseded_at", "is", null)
        .execute();
      await tx
        .updateTable("workspace_invites")
        .set({
          expires_at: sql<string>`now() + interval '7 days'`,
          last_sent_at: databaseNow,
          delivery: "pending",
          requested_at: null,
        })
        .where("id", "=", inviteId)
        .execute();
    },

    /** Resends of the last 24 hours: every link but the first. */
    async resends(inviteId: string): Promise<{ count: number; sinceLast: number | null; sinceFirst: number | null }> {
      const { rows } = await sql<{ count: number; sinceLast: number | null; sinceFirst: number | null }>`
        select count(*)::int as count,
          extract(epoch from now() - max(r.created_at))::float8 as "sinceLast",
          extract(epoch from now() - min(r.created_at))::float8 as "sinceFirst"
        from (
          select t.created_at from private.invitation_tokens t where t.invite_id = ${inviteId} order by t.created_at offset 1
        ) r
        where r.created_at > now() - interval '24 hours'`.execute(tx);
      return rows[0] ?? { count: 0, sinceLast: null, sinceFirst: null };
    },

    /** Invitations of the last 24 hours, whatever became of them. */
    async countRecent(workspaceId: string): Promise<number> {
      const row = await tx
        .selectFrom("workspace_invites")
        .select((eb) => eb.fn.countAll<number>().as("count"))
        .where("workspace_id", "=", workspaceId)
        .where("created_at", ">", sql<string>`now() - interval '24 hours'`)
        .executeTakeFirstOrThrow();
      return Number(row.count);
    },

    setDelivery: (inviteId: string, delivery: "sent" | "failed") =>
      tx.updateTable("workspace_invites").set({ delivery }).where("id", "=", inviteId).execute(),
  };
}

export type InviteLinkRepository = ReturnType<typeof inviteLinkRepository>;
export type LinkedInvite = NonNullable<Awaited<ReturnType<InviteLinkRepository["find"]>>>;
