import "server-only";
import { sql } from "kysely";
import { now } from "@/lib/platform/clock/clock";
import type { Tx } from "@/lib/platform/db/db";
import type { KeysetPosition } from "@/lib/platform/http/cursor";

const columns = ["id", "type", "title", "body", "href", "workspace_id", "read_at", "created_at"] as const;

type ListOptions = { limit: number; after: KeysetPosition | undefined; unreadOnly: boolean };

/** What one person reads and chooses; row level security lets nobody else's rows through. */
export function notificationRepository(tx: Tx, userId: string) {
  return {
    /** Newest first, one more than `limit`. */
    async list({ limit, after, unreadOnly }: ListOptions) {
      let query = tx
        .selectFrom("notifications")
        .select(columns)
        .where("user_id", "=", userId)
        .where("in_app", "=", true)
        .orderBy("created_at", "desc")
        .orderBy("id", "desc")
        .limit(limit + 1);
      if (unreadOnly) query = query.where("read_at", "is", null);
      if (after) query = query.where(sql<boolean>`(created_at, id) < (${after.value}::timestamptz, ${after.id}::uuid)`);
      return await query.execute();
    },

    /** Marks what is unread; without ids, all of it. A second call changes nothing. */
    async markRead(ids: string[] | undefined): Promise<void> {
      let query = tx
        .updateTable("notifications")
        .set({ read_at: now().toISOString() })
        .where("user_id", "=", userId)
        .where("in_app", "=", true)
        .where("read_at", "is", null);
      if (ids) query = query.where("id", "in", ids);
      await query.execute();
    },

    async preferences() {
      return await tx
        .selectFrom("notification_preferences")
        .select(["type", "channel", "enabled"])
        .where("user_id", "=", userId)
        .execute();
    },

    async setPreference(type: string, channel: string, enabled: boolean): Promise<void> {
      await tx
        .insertInto("notification_preferences")
        .values({ user_id: userId, type, channel, enabled })
        .onConflict((conflict) => conflict.columns(["user_id", "type", "channel"]).doUpdateSet({ enabled }))
        .execute();
    },
  };
}

export type NotificationRepository = ReturnType<typeof notificationRepository>;
export type NotificationRow = Awaited<ReturnType<NotificationRepository["list"]>>[number];
