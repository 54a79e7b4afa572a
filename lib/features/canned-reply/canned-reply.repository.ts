import "server-only";
import { sql } from "kysely";
import type { Tx } from "@/lib/platform/db/db";
import type { KeysetPosition } from "@/lib/platform/http/cursor";

const columns = ["id", "title", "body", "created_at", "updated_at"] as const;
type ListOptions = { limit: number; after: KeysetPosition | undefined; q: string | undefined };

/** The only place that names `canned_replies`. */
export function cannedReplyRepository(tx: Tx, workspaceId: string) {
  return {
    /** Newest first, one more than `limit`. */
    list({ limit, after, q }: ListOptions) {
      let query = tx
        .selectFrom("canned_replies")
        .select(columns)
        .where("workspace_id", "=", workspaceId)
        .orderBy("created_at", "desc")
        .orderBy("id", "desc")
        .limit(limit + 1);
      if (q) {
        const pattern = `%${q.replace(/[\\%_]/g, "\\$&")}%`;
        query = query.where((eb) => eb.or([eb("title", "ilike", pattern), eb("body", "ilike", pattern)]));
      }
      if (after) query = query.where(sql<boolean>`(created_at, id) < (${after.value}::timestamptz, ${after.id}::uuid)`);
      return query.execute();
    },

    insert: (fields: { title: string; body: string }) =>
      tx
        .insertInto("canned_replies")
        .values({ workspace_id: workspaceId, ...fields })
        .returning(columns)
        .executeTakeFirstOrThrow(),

    update: (id: string, changes: { title?: string; body?: string }) =>
      tx
        .updateTable("canned_replies")
        .set(changes)
        .where("workspace_id", "=", workspaceId)
        .where("id", "=", id)
        .returning(columns)
        .executeTakeFirst(),

    async delete(id: string): Promise<boolean> {
      const row = await tx
        .deleteFrom("canned_replies")
        .where("workspace_id", "=", workspaceId)
        .where("id", "=", id)
        .returning("id")
        .executeTakeFirst();
      return row !== undefined;
    },
  };
}

export type CannedReplyRow = Awaited<ReturnType<ReturnType<typeof cannedReplyRepository>["list"]>>[number];
