import { type PGlite, protocol, types } from "@electric-sql/pglite";

type Row = Record<string, unknown>;
type Field = { name: string; dataTypeID: number };
type Statement = { name: string; parameterTypes: number[]; fields: Field[] };
type Message = Awaited<ReturnType<PGlite["execProtocol"]>>["messages"][number];
export type SessionResult = { rows: Row[]; affectedRows: number | undefined };

/** Statements kept prepared. Ours are a few hundred; a text built anew each time must not fill the session's memory. */
const keptStatements = 500;
const { serialize } = protocol;
const beginMessages = [serialize.parse({ text: "begin" }), serialize.bind({}), serialize.execute({})];

type ExecuteOptions = {
  inTransaction: boolean;
  /** Opens a transaction in the same message. When the statement then fails, the transaction is open and has failed. */
  begin?: boolean;
};

/**
 * Runs statements on PGlite's one session as prepared statements: text and plan are read once, and an execution is one
 * message to the database where `query()` sends six. Callers take turns (SessionGate); this class does not.
 *
 * A cached plan is safe under row level security: PostgreSQL plans again when the role that it depends on has changed
 * (`RevalidateCachedQuery`, plancache.c).
 */
export class PgliteSession {
  readonly #statements = new Map<string, Statement>();
  #made = 0;

  constructor(private readonly client: PGlite) {}

  /** @throws the database's error, with its SQLSTATE in `code` */
  async execute(text: string, values: readonly unknown[], options: ExecuteOptions): Promise<SessionResult> {
    const statement = this.#statements.get(text) ?? (await this.prepare(text));
    // Last in, last out: what is used stays.
    this.#statements.delete(text);
    this.#statements.set(text, statement);
    try {
      const messages = await this.#send(
        [
          ...(options.begin ? beginMessages : []),
          serialize.bind({
            statement: statement.name,
            values: values.map((value, n) => this.#encode(statement, value, n)),
          }),
          serialize.execute({}),
          serialize.sync(),
        ],
        !options.inTransaction,
      );
      return this.#read(statement, options.begin ? afterBegin(messages) : messages);
    } catch (error) {
      // 0A000: a migration has changed the result's columns. 26000: the statement is gone. Both heal by preparing again.
      if (error instanceof Error && "code" in error && (error.code === "0A000" || error.code === "26000"))
        this.#statements.delete(text);
      throw error;
    }
  }

  /** After a script: it may have changed tables that prepared statements name. */
  async forgetStatements(): Promise<void> {
    if (this.#statements.size === 0) return;
    this.#statements.clear();
    await this.client.exec("deallocate all");
  }

  isPrepared(text: string): boolean {
    return this.#statements.has(text);
  }

  /** @throws the database's error, when the text cannot be read or names what is not there */
  async prepare(text: string): Promise<Statement> {
    const name = `atrium_${++this.#made}`;
    const messages = await this.#send(
      [
        ...this.#closeOldest(),
        serialize.parse({ name, text }),
        serialize.describe({ type: "S", name }),
        serialize.sync(),
      ],
      false,
    );
    let parameterTypes: number[] = [];
    let fields: Field[] = [];
    for (const message of messages) {
      if ("dataTypeIDs" in message) parameterTypes = message.dataTypeIDs as number[];
      if (message.name === "rowDescription" && "fields" in message) fields = message.fields as Field[];
    }
    const statement = { name, parameterTypes, fields };
    this.#statements.set(text, statement);
    return statement;
  }

  #closeOldest(): Uint8Array[] {
    if (this.#statements.size < keptStatements) return [];
    const [oldest] = this.#statements;
    if (!oldest) return [];
    const [text, { name }] = oldest;
    this.#statements.delete(text);
    return [serialize.close({ type: "S", name })];
  }

  async #send(parts: Uint8Array[], syncToFs: boolean): Promise<Message[]> {
    const { messages } = await this.client.execProtocol(Buffer.concat(parts), { syncToFs });
    return messages;
  }

  #encode(statement: Statement, value: unknown, n: number): string | null {
    if (value === null || value === undefined) return null;
    const type = statement.parameterTypes[n];
    const serializer = type === undefined ? undefined : this.client.serializers[type];
    return serializer ? serializer(value) : String(value);
  }

  #read(statement: Statement, messages: Message[]): SessionResult {
    const rows: Row[] = [];
    let affectedRows: number | undefined;
    for (const message of messages) {
      if (message.name === "dataRow" && "fields" in message)
        rows.push(this.#decode(statement.fields, message.fields as (string | null)[]));
      if (message.name === "commandComplete" && "text" in message) affectedRows = countOf(String(message.text));
    }
    return { rows, affectedRows };
  }

  #decode(fields: Field[], values: (string | null)[]): Row {
    const row: Row = {};
    for (const [n, { name, dataTypeID }] of fields.entries())
      row[name] = types.parseType(values[n] ?? null, dataTypeID, this.client.parsers);
    return row;
  }
}

function afterBegin(messages: Message[]): Message[] {
  return messages.slice(messages.findIndex(({ name }) => name === "commandComplete") + 1);
}

/** Command tags: PostgreSQL manual, "Message Formats", CommandComplete. */
function countOf(tag: string): number | undefined {
  const [verb, first, second] = tag.split(" ");
  if (verb === "INSERT") return Number(second);
  return verb === "UPDATE" || verb === "DELETE" || verb === "MERGE" ? Number(first) : undefined;
}
