import "server-only";
import { sql } from "kysely";
import type { Tx } from "@/lib/platform/db/db";

export type ExpiringKey = {
  id: string;
  name: string;
  expiresAt: string;
  workspaceId: string;
  slug: string;
  userIds: string[];
};
export type ExpiredInvite = {
  id: string;
  email: string;
  expiresAt: string;
  workspaceId: string;
  slug: string;
  invitedBy: string;
};

/** How long each class of data is kept. Audit entries are kept for good. */
export const retention = {
  idempotencyKeys: "24 hours",
  connectionAttempts: "1 hour",
  auditContext: "90 days",
  notifications: "90 days",
  activity: "180 days",
  /** The ideas of runs; what came of them is in the builds. */
  runs: "30 days",
} as const;

const batch = 5_000;

/** What the scheduled sweeps ask across all workspaces; wants a transaction in `service_role`. */
export function sweepRepository(tx: Tx) {
  const count = async (query: ReturnType<typeof sql>): Promise<number> =>
    Number((await query.execute(tx)).numAffectedRows ?? 0);
  return {
    idempotencyKeys: () =>
      count(sql`delete from private.idempotency_keys where ctid = any (array(
        select ctid from private.idempotency_keys where created_at < now() - ${retention.idempotencyKeys}::interval limit ${batch}))`),
    connectionAttempts: () =>
      count(sql`delete from private.connection_attempts where state_hash = any (array(
        select state_hash from private.connection_attempts
        where started_at < now() - ${retention.connectionAttempts}::interval limit ${batch}))`),
    throttles: () =>
      count(sql`delete from private.throttle where ctid = any (array(
        select ctid from private.throttle where window_ends < now() limit ${batch}))`),
    auditContext: () =>
      count(sql`delete from private.audit_context where audit_id = any (array(
        select audit_id from private.audit_context where at < now() - ${retention.auditContext}::interval limit ${batch}))`),
    notifications: () =>
      count(sql`delete from public.notifications where id = any (array(
        select id from public.notifications where created_at < now() - ${retention.notifications}::interval limit ${batch}))`),
    activity: () =>
      count(sql`delete from public.activity_feed where id = any (array(
        select id from public.activity_feed where at < now() - ${retention.activity}::interval limit ${batch}))`),

    runs: () =>
      count(sql`delete from public.build_runs where id = any (array(
        select id from public.build_runs where created_at < now() - ${retention.runs}::interval limit ${batch}))`),

    async workspacesToPurge(): Promise<string[]> {
      const rows = await tx
        .selectFrom("workspaces")
        .select("id")
        .where("purge_at", "<=", sql<string>`now()`)
        .limit(100)
        .execute();
      return rows.map((row) => row.id);
    },

    /** Locks the workspace if its time has come. */
    async lockForPurge(id: string): Promise<{ name: string; projects: number; members: number } | undefined> {
      const { rows } = await sql<{ name: string; projects: number; members: number }>`
        select w.name, (select count(*) from public.projects p where p.workspace_id = w.id)::int as projects,
          (select count(*) from public.workspace_members m where m.workspace_id = w.id)::int as members
        from public.workspaces w where w.id = ${id}::uuid and w.purge_at <= now() for update`.execute(tx);
      return rows[0];
    },

    async deleteWorkspace(id: string): Promise<void> {
      await tx.deleteFrom("workspaces").where("id", "=", id).execute();
    },

    /** True while a row exists, deleted or not. */
    async workspaceExists(id: string): Promise<boolean> {
      return (await tx.selectFrom("workspaces").select("id").where("id", "=", id).executeTakeFirst()) !== undefined;
    },

    /** Live keys with their last week before them, and who cares: the maker if still an admin, and the owners. */
    async expiringKeys(): Promise<ExpiringKey[]> {
      const { rows } = await sql<ExpiringKey>`
        select k.id, k.name, k.expires_at::text as "expiresAt", w.id as "workspaceId", w.slug,
          array(select m.user_id from public.workspace_members m where m.workspace_id = w.id
            and (m.role = 'owner' or (m.role = 'admin' and m.user_id = k.created_by))) as "userIds"
        from public.api_keys k join public.workspaces w on w.id = k.workspace_id and w.deleted_at is null
        where k.expires_at between now() and now() + interval '7 days' and k.revoked_at is null and k.replaced_by is null
        order by k.expires_at limit 1000`.execute(tx);
      return rows;
    },

    /** Open invitations that ran out in the last days, whose inviter is still there. */
    async expiredInvites(): Promise<ExpiredInvite[]> {
      const { rows } = await sql<ExpiredInvite>`
        select i.id, i.email, i.expires_at::text as "expiresAt", w.id as "workspaceId", w.slug, i.invited_by as "invitedBy"
        from public.workspace_invites i join public.workspaces w on w.id = i.workspace_id and w.deleted_at is null
        join public.workspace_members m on m.workspace_id = i.workspace_id and m.user_id = i.invited_by
        where i.expires_at between now() - interval '3 days' and now()
          and i.accepted_at is null and i.revoked_at is null and i.declined_at is null
        order by i.expires_at limit 1000`.execute(tx);
      return rows;
    },
  };
}

export type SweepRepository = ReturnType<typeof sweepRepository>;
export const sweepBatch = batch;
