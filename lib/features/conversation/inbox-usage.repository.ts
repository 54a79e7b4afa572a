import "server-only";
import { sql } from "kysely";
import type { Tx } from "@/lib/platform/db/db";

type AssistantUse = { id: string; name: string; used: number; limit: number | null };

/** The staff's side of `conversation_usage`: conversations begun this month (UTC). */
export function inboxUsage(tx: Tx, workspaceId: string) {
  const month = sql`date_trunc('month', now() at time zone 'UTC')::date`;
  return {
    async ofWorkspace(): Promise<number> {
      const { rows } = await sql<{ used: number }>`
        select u.used from public.conversation_usage u
        where u.workspace_id = ${workspaceId}::uuid and u.scope = ${workspaceId}::uuid and u.month = ${month}`.execute(
        tx,
      );
      return rows[0]?.used ?? 0;
    },

    /** Those that have used something or have a limit of their own, the busiest first. */
    async ofAssistants(limit: number): Promise<AssistantUse[]> {
      const { rows } = await sql<AssistantUse>`
        select a.id, a.name, coalesce(u.used, 0) as used, a.monthly_conversations as limit
        from public.assistants a
        left join public.conversation_usage u on u.workspace_id = a.workspace_id and u.scope = a.id and u.month = ${month}
        where a.workspace_id = ${workspaceId}::uuid and (u.used > 0 or a.monthly_conversations is not null)
        order by coalesce(u.used, 0) desc, a.id limit ${limit}`.execute(tx);
      return rows;
    },
  };
}
