import "server-only";
import { CompiledQuery } from "kysely";
import PgBoss from "pg-boss";
import type { Tx } from "@/lib/platform/db/db";
import { runtime } from "@/lib/platform/db/runtime";

/** Dead jobs stay visible this long, waiting ones live this long. */
export const keepDays = 14;
const daySeconds = 86_400;

type Holder = typeof globalThis & { __atriumBoss?: PgBoss };

/**
 * pg-boss as a library of statements: it opens no connection, changes no schema and runs no timer of its own. Whichever
 * mode, it goes through the engine; embedded, that means through the one gate of PGlite.
 */
export function boss(): PgBoss {
  const holder = globalThis as Holder;
  if (!holder.__atriumBoss) {
    holder.__atriumBoss = new PgBoss({
      db: { executeSql: async (text, values) => (await runtime()).engine.executeSql(text, values) },
      schema: "pgboss",
      migrate: false,
      supervise: false,
      schedule: false,
      // Longer than the longest slot of a scheduled job: its row is what keeps the slot taken.
      archiveCompletedAfterSeconds: daySeconds + 3600,
      archiveFailedAfterSeconds: keepDays * daySeconds,
      deleteAfterDays: 1,
    });
    holder.__atriumBoss.on("error", () => {});
  }
  return holder.__atriumBoss;
}

/** Lets pg-boss speak inside a transaction of ours. */
export function bossInside(tx: Tx): PgBoss.Db {
  return {
    executeSql: async (text, values) => {
      const { rows } = await tx.executeQuery(CompiledQuery.raw(text, values ?? []));
      return { rows: [...rows] };
    },
  };
}

/** @throws Error when the database has another version of the queue's tables than this build was made for */
export async function checkQueue(): Promise<void> {
  await boss().start();
}
