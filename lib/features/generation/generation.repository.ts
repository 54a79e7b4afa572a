import "server-only";
import { sql } from "kysely";
import type { Tx } from "@/lib/platform/db/db";

/** The only place that names the day's counters. Holding and settling want `service_role`; reading is the caller's. */
export function generationRepository(tx: Tx, workspaceId: string) {
  return {
    /** @param seconds after which a hold that nobody settled or released is void */
    async hold(id: string, limit: number | null, seconds: number): Promise<{ granted: boolean; taken: number }> {
      const { rows } = await sql<{ granted: boolean; taken: number }>`
        select granted, taken from private.hold_generation(${workspaceId}::uuid, ${id}::uuid, ${limit}::int, ${seconds}::int)`.execute(
        tx,
      );
      return rows[0] ?? { granted: false, taken: 0 };
    },

    async settle(id: string, limit: number | null): Promise<boolean> {
      const { rows } = await sql<{ settled: boolean }>`
        select private.settle_generation(${workspaceId}::uuid, ${id}::uuid, ${limit}::int) as settled`.execute(tx);
      return rows[0]?.settled ?? false;
    },

    async release(id: string): Promise<void> {
      await sql`select private.release_generation(${id}::uuid)`.execute(tx);
    },

    async taken(): Promise<number> {
      const { rows } = await sql<{ taken: number | null }>`
        select private.generations_taken(${workspaceId}::uuid) as taken`.execute(tx);
      return rows[0]?.taken ?? 0;
    },
  };
}
