import "server-only";
import { sql } from "kysely";
import type { Tx } from "@/lib/platform/db/db";

/** Rows of one bite. */
export const retentionBatch = 500;

/** Deletes what assistants were told not to keep, of all workspaces. For the service alone. */
export function retentionRepository(tx: Tx) {
  return {
    /** Conversations whose last message is older than their assistant keeps them; messages and citations go along. */
    async conversations(): Promise<number> {
      const { rows } = await sql<{ id: string }>`
        delete from public.conversations c using (
          select t.id from public.conversations t
          join public.assistants a on a.workspace_id = t.workspace_id and a.id = t.assistant_id
          where a.retention_days is not null and t.last_message_at < now() - make_interval(days => a.retention_days)
          limit ${retentionBatch}) old
        where c.id = old.id returning c.id`.execute(tx);
      return rows.length;
    },

    /** Visitors of whom nothing else is left: no conversation, no lead, and not seen for as long. */
    async visitors(): Promise<number> {
      const { rows } = await sql<{ id: string }>`
        delete from public.visitors v using (
          select w.id from public.visitors w
          join public.assistants a on a.workspace_id = w.workspace_id and a.id = w.assistant_id
          where a.retention_days is not null and w.last_seen_at < now() - make_interval(days => a.retention_days)
            and not exists (select from public.conversations c
              where c.workspace_id = w.workspace_id and c.assistant_id = w.assistant_id and c.visitor_id = w.id)
            and not exists (select from public.leads l
              where l.workspace_id = w.workspace_id and l.assistant_id = w.assistant_id and l.visitor_id = w.id)
          limit ${retentionBatch}) old
        where v.id = old.id returning v.id`.execute(tx);
      return rows.length;
    },
  };
}
