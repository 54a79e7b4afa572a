import type { Socket } from "node:net";
import type { CompiledQuery, QueryResult } from "kysely";
import pg from "pg";
import type { Session, SessionSource, TransactionOptions } from "./session";

/** Texts that get a name. A text built anew each time must not fill the memory of every connection. */
const keptStatements = 500;

/** The socket of a connection, which pg's types leave out. */
type PipelinedClient = pg.PoolClient & { connection: { stream: Socket } };
type Question = { text: string; name?: string; values?: readonly unknown[] };

/**
 * Names for statements with values: PostgreSQL reads and plans each once per connection. Plans are made again when the
 * role changes (`RevalidateCachedQuery`, plancache.c).
 */
class StatementNames {
  readonly #names = new Map<string, string>();
  #made = 0;

  of(text: string): string | undefined {
    const known = this.#names.get(text);
    if (known !== undefined) return known;
    if (this.#names.size >= keptStatements) return undefined;
    this.#names.set(text, `atrium_${++this.#made}`);
    return this.#names.get(text);
  }

  /** A migration changed the result's columns: under its old name a connection would refuse the text for ever. */
  renew(text: string): void {
    this.#names.set(text, `atrium_${++this.#made}`);
  }
}

class PgSession implements Session {
  #opening: string | undefined;
  #isReadOnly = false;
  #isHeldBack = false;
  #owesCommit = false;
  #isBroken = false;

  constructor(
    private readonly client: pg.PoolClient,
    private readonly names: StatementNames | undefined,
  ) {
    // A connection that breaks fails its queries; without a listener it would end the process as well.
    client.on("error", () => {});
  }

  executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const { sql: text, parameters: values } = query;
    const name = values.length > 0 ? this.names?.of(text) : undefined;
    return this.#afterBegin(name === undefined ? { text, values } : { name, text, values });
  }

  begin({ readOnly = false }: TransactionOptions): void {
    this.#isReadOnly = readOnly;
    this.#opening = readOnly ? "begin read only" : "begin";
  }

  async commit(): Promise<void> {
    if (this.#opening !== undefined) this.#opening = undefined;
    else if (this.#isReadOnly && this.names) this.#endLater();
    else await this.#ask({ text: "commit" });
  }

  async rollback(): Promise<void> {
    if (this.#opening !== undefined) this.#opening = undefined;
    // What cannot be rolled back must not reach the next holder.
    else await this.#ask({ text: "rollback" }).catch(() => (this.#isBroken = true));
  }

  release(): void {
    this.client.release(this.#isBroken);
  }

  // biome-ignore lint/correctness/useYield: nothing here streams; the interface demands a generator.
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error("rows are read whole");
  }

  /** With BEGIN in front when it waits: both leave in one packet and are answered together (`pipeline` of the pool). */
  #afterBegin<R>(question: Question): Promise<QueryResult<R>> {
    const opening = this.#opening;
    this.#opening = undefined;
    const texts = [...(this.#owesCommit ? ["commit"] : []), ...(opening === undefined ? [] : [opening])];
    this.#owesCommit = false;
    if (texts.length === 0) return this.#ask(question);
    const first = { text: texts.join("; ") };
    if (!this.names) return this.#ask(first).then(() => this.#ask(question));
    this.#hold();
    try {
      const opened = this.#ask(first);
      const answer = this.#ask<R>(question);
      // A statement whose BEGIN failed ran outside of any transaction.
      return Promise.all([opened, answer]).then(([, result]) => result);
    } finally {
      this.#letGo();
    }
  }

  /** COMMIT of a transaction that wrote nothing: in one message with the next holder's BEGIN, or alone very soon. */
  #endLater(): void {
    this.#owesCommit = true;
    setImmediate(() => {
      if (!this.#owesCommit) return;
      this.#owesCommit = false;
      this.#ask({ text: "commit" }).catch(() => {});
    });
  }

  #hold(): void {
    if (this.#isHeldBack) return;
    this.#isHeldBack = true;
    (this.client as PipelinedClient).connection.stream.cork();
  }

  #letGo(): void {
    if (!this.#isHeldBack) return;
    this.#isHeldBack = false;
    (this.client as PipelinedClient).connection.stream.uncork();
  }

  #ask<R>({ text, name, values = [] }: Question): Promise<QueryResult<R>> {
    return new Promise((resolve, reject) => {
      const answered = (error: Error | null | undefined, result: pg.QueryResult | pg.QueryResult[]): void => {
        if (!error) {
          resolve(read(result));
          return;
        }
        if (name !== undefined && "code" in error && error.code === "0A000") this.names?.renew(text);
        // The stack of the socket that brought the error says nothing about who asked.
        Error.captureStackTrace(error);
        reject(error);
      };
      // pg copies an object, descriptor by descriptor, but not a text.
      const query: pg.Query & { name?: string } = new pg.Query(text, values as unknown[], answered);
      if (name !== undefined) query.name = name;
      this.client.query(query);
    });
  }
}

const nothing = { command: "", rowCount: 0, rows: [] };
const counted = new Set(["INSERT", "UPDATE", "DELETE", "MERGE"]);

/** Of a script, whose statements answer one after another, the last answer with rows. */
function read<R>(answer: pg.QueryResult | pg.QueryResult[]): QueryResult<R> {
  const { command, rowCount, rows } = Array.isArray(answer)
    ? (answer.findLast((one) => one.rows.length > 0) ?? answer[answer.length - 1] ?? nothing)
    : answer;
  return counted.has(command) ? { rows, numAffectedRows: BigInt(rowCount ?? 0) } : { rows };
}

/**
 * The connections of a pool as sessions. Nobody may use the pool beside them: a COMMIT may still be owed on a connection that
 * was given back.
 * @param options `pipelined`: statements stay prepared and travel together, which needs a pool with `pipeline` and no
 *   transaction-mode pooler in between, which may hand the next statement to another connection
 */
export function pgSessions(pool: pg.Pool, options: { pipelined: boolean }): SessionSource {
  const names = options.pipelined ? new StatementNames() : undefined;
  const sessions = new WeakMap<pg.PoolClient, PgSession>();
  return {
    acquire: async () => {
      const client = await pool.connect();
      let session = sessions.get(client);
      if (!session) {
        session = new PgSession(client, names);
        sessions.set(client, session);
      }
      return session;
    },
    end: () => pool.end(),
  };
}
