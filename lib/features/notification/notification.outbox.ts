import "server-only";
import { sql } from "kysely";
import type { Tx } from "@/lib/platform/db/db";
import { batchDelaysSeconds, type MailBatch, typesOfBatch } from "./notification.rules";

type NewNotification = {
  user_id: string;
  workspace_id: string | null;
  type: string;
  title: string;
  body: string;
  href: string | null;
  dedupe_key: string;
  in_app: boolean;
  /** null = no mail. */
  batch: MailBatch | null;
};

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
