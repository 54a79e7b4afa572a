import "server-only";
import { join } from "node:path";
import type { Connection } from "@supabase/lite";
import { CompiledQuery, type Kysely } from "kysely";
import pg from "pg";
import type { Env } from "@/lib/platform/env/env";
import { DataFolderError } from "@/lib/platform/env/local-secrets";
import { captureError } from "@/lib/platform/log/capture";
import { giveUp } from "@/lib/platform/log/give-up";
import type { DB } from "./database";
import { ensureDatabaseFolder } from "./database-folder";
import { pgSessions } from "./pg-sessions";
import { PgliteSession } from "./pglite-session";
import { pgliteSessions } from "./pglite-sessions";
import { PgliteThread } from "./pglite-thread";
import { toSafeNumber } from "./pglite-types";
import { kyselyOn, type RunTransaction, type SessionSource, transactionsOn } from "./session";
import { SessionGate } from "./session-gate";

/** What the rest of the platform needs of a database, whichever it is. */
export type Engine = {
  kysely: Kysely<DB>;
  /** The one way to a transaction. */
  transaction: RunTransaction<DB>;
  /** Runs a script of several statements outside any transaction of ours. */
  exec(script: string): Promise<void>;
  /** One statement with positional values, or a script without values. For pg-boss. */
  executeSql(text: string, values?: unknown[]): Promise<{ rows: unknown[]; rowCount: number }>;
  /** Runs `work` while no other process that asks for the same does. Needs no connection of the pool. */
  exclusively<T>(work: () => Promise<T>): Promise<T>;
  /** The connection @supabase/lite shares with us; absent when Supabase itself is used. */
  lite: Connection | undefined;
  close(): Promise<void>;
};

const timestamptz = 1184;
const timestamp = 1114;
const date = 1082;
const bigintOid = 20;

/** Opens PGlite in `<data dir>/db`. @throws DataFolderError */
export async function openEmbedded(dataDir: string): Promise<Engine> {
  const dbDir = join(dataDir, "db");
  ensureDatabaseFolder(dbDir);
  const onLost = (cause: Error) => {
    captureError(cause);
    giveUp(
      `The embedded database in ${dbDir} broke down (${cause.message}). What was saved is there: start Atrium again.`,
    );
  };
  const thread = await PgliteThread.open(dbDir, onLost).catch((cause: unknown) => {
    throw new DataFolderError(
      `The database in ${dbDir} does not open. Another Atrium may be using it; if it is damaged, "npm run reset" starts over.`,
      { cause },
    );
  });
  const gate = new SessionGate();
  const session = await PgliteSession.on(thread);
  const sessions = pgliteSessions(session, gate);
  const script = (text: string) =>
    gate.run(async () => {
      const result = await session.script(text);
      await session.forgetStatements();
      return result;
    });
  return {
    kysely: kyselyOn<DB>(sessions),
    transaction: transactionsOn<DB>(sessions),
    exec: async (text) => void (await script(text)),
    executeSql: async (text, values) => {
      const { rows, affectedRows } =
        values && values.length > 0
          ? await gate.run(() => session.execute(text, values))
          : await gate.run(() => session.script(text));
      return { rows, rowCount: affectedRows ?? rows.length };
    },
    // Its folder belongs to one process alone.
    exclusively: (work) => work(),
    lite: await liteConnection(sessions, script),
    close: async () => {
      await gate.run(() => thread.close());
    },
  };
}

/**
 * lite's connection for PostgreSQL, on our sessions. Its driver stays unused and connects to nothing: it knows no socket
 * files, and would hold connections of its own beside the pool. The connection that lite has for PGlite opens a database of
 * its own, and hands the one session to everybody at once (see SessionGate).
 */
async function liteConnection(
  sessions: SessionSource,
  script: (text: string) => Promise<{ rows: unknown[] }>,
): Promise<Connection> {
  const { createPostgresConnection } = await import("@supabase/lite/postgres");
  const connection = createPostgresConnection({ url: "postgres://unused.invalid/atrium" });
  connection.kysely = kyselyOn(sessions);
  const ownExec = connection.exec.bind(connection);
  Reflect.set(connection, "exec", (text: string, ...values: unknown[]) =>
    values.length > 0 ? ownExec(text, ...values) : script(text),
  );
  return connection as unknown as Connection;
}

/**
 * Opens a pool on PostgreSQL. In supabase mode only statement-level and `set local` state is used: a transaction-mode
 * pooler is fine. In postgres mode statements stay prepared.
 */
export async function openPostgres(env: Env, url: string): Promise<Engine> {
  const raw = (value: string) => value;
  const pool = new pg.Pool({
    connectionString: url,
    max: env.DATABASE_POOL_SIZE,
    connectionTimeoutMillis: 10_000,
    // Connections end by age: a timer of idleness would be set at the end of each request and taken back at the next one.
    idleTimeoutMillis: 0,
    maxLifetimeSeconds: 600,
    application_name: "atrium",
    pipeline: env.mode === "postgres",
    types: {
      getTypeParser: (oid: number, format?: "text" | "binary") => {
        if (oid === timestamptz || oid === timestamp || oid === date) return raw;
        if (oid === bigintOid) return toSafeNumber;
        return format === "binary" ? pg.types.getTypeParser(oid, "binary") : pg.types.getTypeParser(oid);
      },
    } as pg.CustomTypesConfig,
  });
  // Without a listener an idle connection that the server drops ends the process.
  pool.on("error", () => {});
  const sessions = pgSessions(pool, { pipelined: env.mode === "postgres" });
  const script = async (text: string, values: unknown[] = []) => {
    const session = await sessions.acquire();
    try {
      return await session.executeQuery(CompiledQuery.raw(text, values));
    } catch (error) {
      // A script may have failed behind a BEGIN of its own, which the next holder must not inherit.
      await session.rollback();
      throw error;
    } finally {
      session.release();
    }
  };
  return {
    kysely: kyselyOn<DB>(sessions),
    transaction: transactionsOn<DB>(sessions),
    exec: async (text) => void (await script(text)),
    executeSql: async (text, values) => {
      const { rows, numAffectedRows } = await script(text, values);
      return { rows, rowCount: numAffectedRows === undefined ? rows.length : Number(numAffectedRows) };
    },
    exclusively: (work) => underLock(url, work),
    lite: env.mode === "postgres" ? await liteConnection(sessions, script) : undefined,
    close: () => pool.end(),
  };
}

/** Any number that nothing else locks. */
const startLock = 7_401_902;

/** A start takes seconds; a process that holds the lock for longer hangs. */
const startLockWaitMs = 60_000;

/**
 * The lock ends with its connection, however the process ends.
 * @throws Error when another process has been starting for a minute
 */
async function underLock<T>(url: string, work: () => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000, application_name: "atrium" });
  client.on("error", () => {});
  await client.connect();
  try {
    await client.query(`set lock_timeout = ${startLockWaitMs}`);
    await client.query("select pg_advisory_lock($1)", [startLock]).catch((cause: unknown) => {
      const isHeld = cause instanceof Error && "code" in cause && cause.code === "55P03";
      if (!isHeld) throw cause;
      throw new Error(
        "Another Atrium has been starting on this database for a minute. Look at that process first, or end it.",
        { cause },
      );
    });
    return await work();
  } finally {
    await client.end();
  }
}

export { DataFolderError };
