import "server-only";
import { sql } from "kysely";
import type { Tx } from "@/lib/platform/db/db";
import type { KeysetPosition } from "@/lib/platform/http/cursor";
import type { LeadFilters, LeadStatus } from "./lead.schema";

type ListOptions = { limit: number; after: KeysetPosition | undefined };

/** The staff's side of `leads`. Every query filters by workspace itself; row level security is the wall behind it. */
export function leadRepository(tx: Tx, workspaceId: string) {
  const base = () =>
    tx
      .selectFrom("leads as l")
      .innerJoin("assistants as a", "a.id", "l.assistant_id")
      .where("l.workspace_id", "=", workspaceId)
      .select([
        "l.id",
        "l.assistant_id",
        "a.name as assistant_name",
        "l.conversation_id",
        "l.email",
        "l.name",
        "l.phone",
      ])
      .select(["l.message", "l.page_url", "l.status", "l.notes", "l.consent_text", "l.consent_version"])
      .select(["l.consented_at", "l.created_at", "l.updated_at"]);
  return {
    /** Newest first, one more than `limit`. */
    list({ status, assistantId, q, from, to }: LeadFilters, { limit, after }: ListOptions) {
      let query = base()
        .orderBy("l.created_at", "desc")
        .orderBy("l.id", "desc")
        .limit(limit + 1);
      if (status) query = query.where("l.status", "=", status);
      if (assistantId) query = query.where("l.assistant_id", "=", assistantId);
      if (from) query = query.where("l.created_at", ">=", from);
      if (to) query = query.where("l.created_at", "<=", to);
      if (q) {
        const pattern = `%${q.replace(/[\\%_]/g, "\\$&")}%`;
        query = query.where((eb) =>
          eb.or((["l.email", "l.name", "l.phone", "l.message"] as const).map((column) => eb(column, "ilike", pattern))),
        );
      }
      if (after)
        query = query.where(sql<boolean>`(l.created_at, l.id) < (${after.value}::timestamptz, ${after.id}::uuid)`);
      return query.execute();
    },

    find: (id: string) => base().where("l.id", "=", id).executeTakeFirst(),

    async update(id: string, changes: { status?: LeadStatus; notes?: string }): Promise<boolean> {
      const row = await tx
        .updateTable("leads")
        .set(changes)
        .where("workspace_id", "=", workspaceId)
        .where("id", "=", id)
        .returning("id")
        .executeTakeFirst();
      return row !== undefined;
    },

    async delete(id: string): Promise<boolean> {
      const row = await tx
        .deleteFrom("leads")
        .where("workspace_id", "=", workspaceId)
        .where("id", "=", id)
        .returning("id")
        .executeTakeFirst();
      return row !== undefined;
    },
  };
}

export type LeadRow = Awaited<ReturnType<ReturnType<typeof leadRepository>["list"]>>[number];
