import "server-only";
import { sql } from "kysely";
import type { Tx } from "@/lib/platform/db/db";

/**
 * Runs `work` in another role inside the caller's transaction and gives the caller its own role back, whichever that was:
 * it may be called by a request (`authenticated`) and by a job (`service_role`) alike. `none` is the connection's own role,
 * the only one that may touch the job queue. Audit entries keep naming the caller.
 */
export async function borrowRole<T>(tx: Tx, role: "service_role" | "none", work: () => Promise<T>): Promise<T> {
  const { rows } = await sql<{ was: string | null }>`
    with before as materialized (select nullif(current_setting('role', true), '') as was)
    select was, set_config('role', ${role}, true) from before`.execute(tx);
  const giveBack = () => sql`select set_config('role', ${rows[0]?.was ?? "none"}, true)`.execute(tx);
  let result: T;
  try {
    result = await work();
  } catch (error) {
    // In an aborted transaction this fails too; the rollback then restores the role.
    await giveBack().catch(() => {});
    throw error;
  }
  await giveBack();
  return result;
}
