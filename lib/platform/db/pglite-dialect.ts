import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from "kysely";
import { ticks } from "@/lib/platform/clock/clock";
import type { PgliteSession } from "./pglite-session";

/** How long the session may keep the event loop from input and output, in milliseconds. */
const sliceMs = 5;

/**
 * PGlite is one session. Two units of work that interleave on it would share a transaction and a role: a tenant could
 * read as another. So a connection is handed out to one holder at a time, first come first served, and everything in
 * the process that talks to PGlite goes through one gate: ours and @supabase/lite's alike.
 */
export class SessionGate {
  #tail: Promise<void> = Promise.resolve();
  #lastBreath = 0;

  /** Resolves when the session is free; call the result to hand it on. */
  async acquire(): Promise<() => void> {
    const before = this.#tail;
    let release: () => void = () => {};
    this.#tail = new Promise<void>((resolve) => {
      release = resolve;
    });
    await before;
    await this.#breathe();
    return release;
  }

  /**
   * PGlite works inside of microtasks, and so does the hand-over: without a pause a queue of fifty requests is worked off
   * before a single answer leaves, and each request pays that wait at every step of its own.
   */
  async #breathe(): Promise<void> {
    if (ticks() - this.#lastBreath < sliceMs) return;
    await new Promise((resolve) => setImmediate(resolve));
    this.#lastBreath = ticks();
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    const release = await this.acquire();
    try {
      return await work();
    } finally {
      release();
    }
  }
}

class PgliteConnection implements DatabaseConnection {
  inTransaction = false;
  /** BEGIN waits for the first statement and goes with it. */
  #begins = false;

  constructor(
    private readonly session: PgliteSession,
    readonly release: () => void,
  ) {}

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    // A text that cannot be prepared fails here, and BEGIN goes on waiting.
    if (!this.session.isPrepared(query.sql)) await this.session.prepare(query.sql);
    const begin = this.#begins;
    this.#begins = false;
    const result = await this.session.execute(query.sql, query.parameters, {
      inTransaction: this.inTransaction,
      begin,
    });
    return {
      rows: result.rows as R[],
      ...(result.affectedRows === undefined ? {} : { numAffectedRows: BigInt(result.affectedRows) }),
    };
  }

  begin(): void {
    this.inTransaction = true;
    this.#begins = true;
  }

  async end(verb: "commit" | "rollback"): Promise<void> {
    this.inTransaction = false;
    if (this.#begins) this.#begins = false;
    else await this.session.execute(verb, [], { inTransaction: false });
  }

  // biome-ignore lint/correctness/useYield: PGlite has no cursor; the interface demands a generator.
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error("PGlite does not stream");
  }
}

class PgliteDriver implements Driver {
  constructor(
    private readonly session: PgliteSession,
    private readonly gate: SessionGate,
  ) {}

  async init(): Promise<void> {}

  async acquireConnection(): Promise<PgliteConnection> {
    return new PgliteConnection(this.session, await this.gate.acquire());
  }

  async beginTransaction(connection: PgliteConnection): Promise<void> {
    connection.begin();
  }

  async commitTransaction(connection: PgliteConnection): Promise<void> {
    await connection.end("commit");
  }

  async rollbackTransaction(connection: PgliteConnection): Promise<void> {
    await connection.end("rollback");
  }

  async releaseConnection(connection: PgliteConnection): Promise<void> {
    connection.release();
  }

  async destroy(): Promise<void> {}
}

/** Kysely over an open PGlite, one holder of the session at a time. */
export function pgliteDialect(session: PgliteSession, gate: SessionGate): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new PgliteDriver(session, gate),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}
