import "server-only";
import { sql } from "kysely";
import type { Tx } from "@/lib/platform/db/db";
import { batchDelaysSeconds, type MailBatch, notificationRules, typesOfBatch } from "./notification.rules";
import { type NotificationType, notificationTypes } from "./notification.schema";

type NewNotification = {
  user_id: string;
  workspace_id: string | null;
  project_id: string | null;
  type: string;
  title: string;
  body: string;
  href: string | null;
  dedupe_key: string;
  in_app: boolean;
  /** null = no mail. */
  batch: MailBatch | null;
};

export type DueNotification = {
  id: string;
  userId: string;
  email: string;
  type: NotificationType;
  title: string;
  body: string;
  href: string | null;
  workspaceName: string | null;
};

const typesWithoutAccess = notificationTypes.filter((type) => !notificationRules[type].needsAccess);

/** Service side of `notifications`: writes for anybody, so it wants a transaction in `service_role`. */
export function notificationOutbox(tx: Tx) {
  return {
    /** What the person chose for this type; an absent channel means the default. */
    async preferences(userId: string, type: string): Promise<{ in_app?: boolean; email?: boolean }> {
      const rows = await tx
        .selectFrom("notification_preferences")
        .select(["channel", "enabled"])
        .where("user_id", "=", userId)
        .where("type", "=", type)
        .execute();
      return Object.fromEntries(rows.map((row) => [row.channel, row.enabled]));
    },

    async insert({ batch, ...row }: NewNotification): Promise<boolean> {
      const inserted = await tx
        .insertInto("notifications")
        .values({ ...row, mail_at: batch === null ? null : this.departure(row.user_id, batch) })
        .onConflict((conflict) => conflict.columns(["user_id", "dedupe_key"]).doNothing())
        .returning("id")
        .executeTakeFirst();
      return inserted !== undefined;
    },

    /**
     * Takes what is due of one person after another, so that two workers never send the same batch: claimed rows come due
     * again only when the claim's time is over. What was read in the app meanwhile, lost its reader's access, or waited
     * too long for a way to be sent, is dropped instead.
     */
    async claimDue(claimSeconds: number, people: number): Promise<DueNotification[]> {
      await sql`update public.notifications n set mail_at = null
        where n.mail_at <= now() and n.mailed_at is null and (
          (n.in_app and n.read_at is not null) or n.mail_at < now() - interval '2 days'
          or (n.project_id is not null and private.project_rank(n.project_id, n.user_id) < private.role_rank('viewer'))
          or (n.workspace_id is not null and n.type <> all (${typesWithoutAccess}::text[])
            and not exists (select from public.workspace_members m join public.workspaces w on w.id = m.workspace_id and w.deleted_at is null
              where m.workspace_id = n.workspace_id and m.user_id = n.user_id)
            and not exists (select from public.project_collaborators c join public.workspaces w on w.id = c.workspace_id and w.deleted_at is null
              where c.workspace_id = n.workspace_id and c.user_id = n.user_id)))`.execute(tx);
      const { rows } = await sql<DueNotification>`
        with someone as (
          select distinct d.user_id from public.notifications d where d.mail_at <= now() and d.mailed_at is null limit ${people}
        ), due as (
          select n.id from public.notifications n where n.user_id in (select user_id from someone)
            and n.mail_at <= now() and n.mailed_at is null
          for update skip locked
        ), claimed as (
          update public.notifications n set mail_at = now() + make_interval(secs => ${claimSeconds})
          where n.id in (select id from due) returning n.*
        )
        select c.id, c.user_id as "userId", p.email, c.type, c.title, c.body, c.href, w.name as "workspaceName"
        from claimed c join public.profiles p on p.id = c.user_id left join public.workspaces w on w.id = c.workspace_id
        order by c.user_id, c.created_at, c.id`.execute(tx);
      return rows;
    },

    async markMailed(ids: string[]): Promise<void> {
      await tx.updateTable("notifications").set({ mailed_at: sql<string>`now()` }).where("id", "in", ids).execute();
    },

    async muteMail(userId: string, types: string[]): Promise<void> {
      // A person who has left has nothing to mute, and the link in an old mail still answers the same.
      await sql`insert into public.notification_preferences (user_id, type, channel, enabled)
        select p.id, t.type, 'email', false from public.profiles p cross join unnest(${types}::text[]) as t(type) where p.id = ${userId}::uuid
        on conflict (user_id, type, channel) do update set enabled = false`.execute(tx);
    },

    /** When the mail leaves: with the batch that already waits for this person, or after the delay of a new one. */
    departure(userId: string, batch: MailBatch) {
      if (batchDelaysSeconds[batch] === 0) return sql<string>`now()`;
      const types = typesOfBatch(batch);
      return sql<string>`coalesce(
        (select min(n.mail_at) from public.notifications n
          where n.user_id = ${userId}::uuid and n.mailed_at is null and n.mail_at > now() and n.type = any (${types}::text[])),
        now() + ${batchDelaysSeconds[batch]}::int * interval '1 second')`;
    },
  };
}
