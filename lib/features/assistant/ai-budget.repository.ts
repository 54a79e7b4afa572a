import "server-only";
import { sql } from "kysely";
import type { Tx } from "@/lib/platform/db/db";

type Amount = { tokens: number; microUsd: number };
type Limits = { tokens: number | null; microUsd: number | null };

/** The only place that holds and counts what models may use of a day. Wants `service_role`. */
export function aiBudgetRepository(tx: Tx, workspaceId: string) {
  return {
    /** @param seconds after which a hold that nobody settled is void */
    async hold(id: string, most: Amount, limits: Limits, seconds: number): Promise<boolean> {
      const { rows } = await sql<{ granted: boolean }>`
        select private.hold_ai(${workspaceId}::uuid, ${id}::uuid, ${most.tokens}::bigint, ${most.microUsd}::bigint,
          ${limits.tokens}::bigint, ${limits.microUsd}::bigint, ${seconds}::int) as granted`.execute(tx);
      return rows[0]?.granted ?? false;
    },

    async settle(id: string, used: Amount): Promise<void> {
      await sql`select private.settle_ai(${workspaceId}::uuid, ${id}::uuid, ${used.tokens}::bigint, ${used.microUsd}::bigint)`.execute(
        tx,
      );
    },
  };
}
