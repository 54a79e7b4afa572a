import "server-only";
import { sql } from "kysely";
import { runtime } from "./runtime";
import type { RequestContext, Tx } from "./tx";

/**
 * Steps out of the transaction's role and back into it: for the pipeline's own bookkeeping, and for deeds nobody may do for
 * themselves (creating a workspace, joining one). Audit entries keep naming the caller. The boundary rules list who may
 * import this file; opening `asService` inside a request would wait for the request's own transaction.
 * @param role `none` is the connection's own role, for pg-boss's tables
 */
export async function elevated<T>(
  tx: Tx,
  work: () => Promise<T>,
  role: "service_role" | "none" = "service_role",
): Promise<T> {
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

/** On whose behalf a service transaction acts; the audit log names them. Absent = the system. */
export type OnBehalf = Partial<RequestContext> & { userId?: string; via?: string };

/**
 * Runs `work` as `service_role`, past row level security. For jobs, webhooks and the few deeds nobody may do for
 * themselves (joining a workspace, creating one). The boundary rules list who may import this.
 */
export async function asService<T>(work: (tx: Tx) => Promise<T>, onBehalf: OnBehalf = {}): Promise<T> {
  const { engine } = await runtime();
  return await engine.transaction(async (tx) => {
    const claims = onBehalf.userId ? { role: "service_role", sub: onBehalf.userId } : { role: "service_role" };
    await sql`select set_config('request.jwt.claims', ${JSON.stringify(claims)}, true),
      set_config('atrium.request_id', ${onBehalf.requestId ?? ""}, true), set_config('atrium.ip', ${onBehalf.ip ?? ""}, true),
      set_config('atrium.user_agent', ${onBehalf.userAgent ?? ""}, true), set_config('atrium.via', ${onBehalf.via ?? "app"}, true),
      set_config('role', 'service_role', true)`.execute(tx);
    return await work(tx);
  });
}
