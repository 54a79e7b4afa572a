import type { Socket } from "node:net";
import type { PostgresPool, PostgresPoolClient } from "kysely";
import type pg from "pg";

/** Texts that get a name. A text built anew each time must not fill the memory of every connection. */
const keptStatements = 500;

/** The socket of a connection, which pg's types leave out. */
type PipelinedClient = pg.PoolClient & { connection: { stream: Socket } };

/**
 * A pool that sends statements with values as named prepared statements: PostgreSQL reads and plans each once per
 * connection. Not for a transaction-mode pooler, which may
 * hand the next statement to another connection. Plans are made again when the role changes (`RevalidateCachedQuery`,
 * plancache.c).
 */
export function preparedPool(pool: pg.Pool): PostgresPool {
  const names = new Map<string, string>();
  const clients = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  const nameOf = (text: string): string | undefined => {
    if (!names.has(text) && names.size < keptStatements) names.set(text, `atrium_${names.size + 1}`);
    return names.get(text);
  };
  const prepared = (client: pg.PoolClient) => {
    const { stream } = (client as PipelinedClient).connection;
    let beginning = false;
    /** With BEGIN in front when it waits: both leave in one packet and are answered together (`pipeline` of the pool). */
    const send = (query: pg.QueryConfig): Promise<pg.QueryResult> => {
      if (!beginning) return client.query(query);
      beginning = false;
      stream.cork();
      try {
        const opening = client.query("begin");
        const answer = client.query(query);
        return Promise.all([opening, answer]).then(([, result]) => result);
      } finally {
        stream.uncork();
      }
    };
    return {
      query: async (text: string, values: unknown[]) => {
        if (text === "begin") {
          beginning = true;
          return { command: "BEGIN", rowCount: 0, rows: [] };
        }
        const name = values.length > 0 ? nameOf(text) : undefined;
        try {
          return await send(name === undefined ? { text, values } : { name, text, values });
        } catch (error) {
          // 0A000: a migration changed the result's columns; under its old name this connection would refuse it for ever.
          if (name !== undefined && error instanceof Error && "code" in error && error.code === "0A000")
            names.set(text, `${name}_`);
          throw error;
        }
      },
      release: () => client.release(),
    };
  };
  return {
    connect: async () => {
      const client = await pool.connect();
      const known = clients.get(client);
      if (known) return known;
      const made = prepared(client) as unknown as PostgresPoolClient;
      clients.set(client, made);
      return made;
    },
    end: () => pool.end(),
  };
}
