import "server-only";
import { type SqlBool, sql } from "kysely";
import type { Tx } from "@/lib/platform/db/db";

/** Who began a way to the provider, and in which session. */
export type Attempter = { userId: string; sessionId: string };
const life = "10 minutes";

/** The only place that names `connection_attempts`; only `elevated`. */
export function connectionAttempts(tx: Tx, workspaceId: string) {
  return {
    insert: async (stateHash: Buffer, { userId, sessionId }: Attempter, sealed: string): Promise<void> => {
      await tx
        .insertInto("private.connection_attempts")
        .values({
          state_hash: sql<Buffer>`${stateHash}::bytea`,
          workspace_id: workspaceId,
          user_id: userId,
          session_id: sessionId,
          sealed,
        })
        .execute();
    },

    /** Counts once, and only for whoever began it. @returns why not, where it does not count */
    use: async (
      stateHash: Buffer,
      { userId, sessionId }: Attempter,
    ): Promise<{ sealed: string } | "mismatch" | "used" | "expired"> => {
      const own = sql<SqlBool>`state_hash = ${stateHash}::bytea and workspace_id = ${workspaceId}::uuid
        and user_id = ${userId}::uuid and session_id = ${sessionId}::uuid`;
      const row = await tx
        .updateTable("private.connection_attempts")
        .set({ used_at: sql<string>`now()` })
        .where(own)
        .where("used_at", "is", null)
        .returning(["sealed", sql<boolean>`started_at < now() - ${life}::interval`.as("is_late")])
        .executeTakeFirst();
      if (row) return row.is_late ? "expired" : { sealed: row.sealed };
      const known = await tx
        .selectFrom("private.connection_attempts")
        .select("started_at")
        .where(own)
        .executeTakeFirst();
      return known ? "used" : "mismatch";
    },
  };
}
