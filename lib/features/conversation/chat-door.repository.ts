import "server-only";
import { sql } from "kysely";
import type { Tx } from "@/lib/platform/db/db";

const columns = [
  "a.id",
  "a.workspace_id",
  "a.project_id",
  "a.public_key",
  "a.name",
  "a.language",
  "a.greeting",
  "a.suggested_questions",
  "a.color",
  "a.position",
  "a.theme",
  "a.avatar",
  "a.allowed_origins",
  "a.handoff_enabled",
  "a.lead_enabled",
  "a.lead_phone",
  "a.lead_consent",
  "a.lead_consent_version",
  "a.monthly_conversations",
  "w.slug as workspace_slug",
] as const;

/** What stands between a visitor and an assistant: the service's own reads and writes, before and around a conversation. */
export function chatDoorRepository(tx: Tx) {
  return {
    /** Undefined for an assistant that is unknown, switched off, or whose workspace waits for its purge. */
    open: (publicKey: string) =>
      tx
        .selectFrom("assistants as a")
        .innerJoin("workspaces as w", "w.id", "a.workspace_id")
        .select(columns)
        .where("a.public_key", "=", publicKey)
        .where("a.enabled", "=", true)
        .where("w.deleted_at", "is", null)
        .executeTakeFirst(),

    async returning(workspaceId: string, assistantId: string, secretHash: Buffer): Promise<string | null> {
      const row = await tx
        .updateTable("visitors")
        .set({ last_seen_at: sql<string>`now()` })
        .where("workspace_id", "=", workspaceId)
        .where("assistant_id", "=", assistantId)
        .where(sql<boolean>`secret_hash = ${secretHash}`)
        .returning("id")
        .executeTakeFirst();
      return row?.id ?? null;
    },

    async welcome(visitor: { workspaceId: string; assistantId: string; secretHash: Buffer; language: string }) {
      const { rows } = await sql<{ id: string }>`
        insert into public.visitors (workspace_id, assistant_id, secret_hash, language)
        values (${visitor.workspaceId}, ${visitor.assistantId}, ${visitor.secretHash}, ${visitor.language})
        returning id`.execute(tx);
      return rows[0]?.id ?? "";
    },

    /** Counts one conversation, or says which limit is used up. Null limits: none. */
    async admit(
      place: { workspaceId: string; assistantId: string },
      limits: { all: number | null; own: number | null },
    ) {
      const { rows } = await sql<{ refusedBy: "workspace" | "assistant" | null; allUsed: number; ownUsed: number }>`
        select refused_by as "refusedBy", workspace_used as "allUsed", assistant_used as "ownUsed"
        from private.admit_conversation(${place.workspaceId}::uuid, ${place.assistantId}::uuid, ${limits.all}::int, ${limits.own}::int)`.execute(
        tx,
      );
      const [row] = rows;
      if (!row) throw new Error("the conversation was neither admitted nor refused");
      return row;
    },

    /** The month that is counted, and the seconds until the next one. */
    async month(): Promise<{ name: string; secondsLeft: number }> {
      const { rows } = await sql<{ name: string; secondsLeft: number }>`
        select to_char(private.usage_month(), 'YYYY-MM') as name,
          ceil(extract(epoch from ((private.usage_month() + interval '1 month') at time zone 'UTC') - now()))::int as "secondsLeft"`.execute(
        tx,
      );
      return rows[0] ?? { name: "", secondsLeft: 3600 };
    },
  };
}

export type ChatAssistant = NonNullable<Awaited<ReturnType<ReturnType<typeof chatDoorRepository>["open"]>>>;
