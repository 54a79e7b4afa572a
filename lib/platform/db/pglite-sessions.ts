import type { CompiledQuery, QueryResult } from "kysely";
import type { PgliteSession } from "./pglite-session";
import type { Session, SessionSource, TransactionOptions } from "./session";
import type { SessionGate } from "./session-gate";

/** A turn on the one session. */
class PgliteTurn implements Session {
  #isReadOnly = false;
  /** BEGIN waits for the first statement and goes with it. */
  #opening: "begin" | "begin read only" | undefined;

  constructor(
    private readonly session: PgliteSession,
    private readonly gate: SessionGate,
    readonly release: () => void,
  ) {}

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    // A text that cannot be prepared fails here, and BEGIN goes on waiting.
    if (!this.session.isPrepared(query.sql)) await this.session.prepare(query.sql);
    const opening = this.#opening;
    this.#opening = undefined;
    const result = await this.session.execute(query.sql, query.parameters, opening ? { opening } : {});
    return {
      rows: result.rows as R[],
      ...(result.affectedRows === undefined ? {} : { numAffectedRows: BigInt(result.affectedRows) }),
    };
  }

  begin({ readOnly = false }: TransactionOptions): void {
    this.#isReadOnly = readOnly;
    this.#opening = readOnly ? "begin read only" : "begin";
  }

  async commit(): Promise<void> {
    // Whoever comes next takes the COMMIT of a reader along.
    if (this.#isReadOnly && this.gate.isAwaited && this.#opening === undefined) this.session.owesCommit = true;
    else await this.#end("commit");
  }

  rollback(): Promise<void> {
    return this.#end("rollback");
  }

  async #end(verb: "commit" | "rollback"): Promise<void> {
    if (this.#opening === undefined) await this.session.execute(verb, []);
    else await this.session.settle();
    this.#opening = undefined;
  }

  // biome-ignore lint/correctness/useYield: PGlite has no cursor; the interface demands a generator.
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error("PGlite does not stream");
  }
}

/** An open PGlite, one holder of the session at a time. */
export function pgliteSessions(session: PgliteSession, gate: SessionGate): SessionSource {
  return {
    acquire: async () => new PgliteTurn(session, gate, await gate.acquire()),
    end: async () => {},
  };
}
