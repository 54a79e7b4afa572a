import "server-only";
import { sql } from "kysely";
import type { Tx } from "@/lib/platform/db/db";

export type LastAsked = { fallback: string | null; created_at: string; is_today: boolean; quoted: number };

/** Reads how models answered visitors. Row level security hides what the caller may not see. */
export function modelStatusRepository(
  tx: Tx,
  { workspaceId, assistantId }: { workspaceId: string; assistantId: string },
) {
  return {
    /** The newest answer of the last week that a model was to write. */
    async lastAsked(): Promise<LastAsked | undefined> {
      const { rows } = await sql<LastAsked>`
        with asked as (
          select m.fallback, m.created_at, m.id from public.messages m
          where m.workspace_id = ${workspaceId}::uuid and m.assistant_id = ${assistantId}::uuid and m.role = 'assistant'
            and m.created_at > now() - interval '7 days' and (m.model is not null or m.fallback is not null))
        select a.fallback, a.created_at::text as created_at,
          (a.created_at at time zone 'UTC')::date = (now() at time zone 'UTC')::date as is_today,
          (select count(*)::int from asked q where q.fallback is not null and q.created_at > now() - interval '24 hours') as quoted
        from asked a order by a.created_at desc, a.id desc limit 1`.execute(tx);
      return rows[0];
    },
  };
}
