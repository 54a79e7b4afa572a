import "server-only";
import { sql } from "kysely";
import type { Tx } from "@/lib/platform/db/db";
import { elevated } from "@/lib/platform/db/service-role";
import type { KeysetPosition } from "@/lib/platform/http/cursor";
import { keepDays } from "./queue";

export type DeadJobRow = { id: string; queue: string; attempts: number; error: string; failed_at: string };

/** Jobs of one workspace that used up their tries, newest first; one more than `limit`. */
export async function listDeadJobs(
  tx: Tx,
  workspaceId: string,
  { limit, after }: { limit: number; after: KeysetPosition | undefined },
): Promise<DeadJobRow[]> {
  const older = after ? sql`and (j.completed_on, j.id) < (${after.value}::timestamptz, ${after.id}::uuid)` : sql``;
  return await elevated(
    tx,
    async () => {
      const { rows } = await sql<DeadJobRow>`
      select j.id, j.name as queue, j.retry_count + 1 as attempts, coalesce(j.output ->> 'message', j.output #>> '{value,message}', '') as error,
        j.completed_on::text as failed_at
      from pgboss.job j
      where j.state = 'failed' and j.data ->> 'workspaceId' = ${workspaceId} and j.completed_on is not null ${older}
      order by j.completed_on desc, j.id desc limit ${limit + 1}`.execute(tx);
      return rows;
    },
    "none",
  );
}

/**
 * Gives a dead job one more try. Not pg-boss's own `retry`: that one leaves `completed_on`, so that the next clean-up
 * may archive the job before anybody has run it.
 * @returns false when this workspace has no such dead job
 */
export async function retryDeadJob(tx: Tx, workspaceId: string, jobId: string): Promise<boolean> {
  return await elevated(
    tx,
    async () => {
      const { rows } = await sql`
      update pgboss.job j set state = 'retry', retry_limit = j.retry_count + 1, start_after = now(), completed_on = null,
        keep_until = now() + make_interval(days => ${keepDays})
      where j.id = ${jobId}::uuid and j.state = 'failed' and j.data ->> 'workspaceId' = ${workspaceId}
      returning j.id`.execute(tx);
      return rows.length > 0;
    },
    "none",
  );
}
