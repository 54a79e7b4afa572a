import { parse, protocol } from "@electric-sql/pglite";
import type { Wire } from "./pglite-thread";
import { arrayTypesQuery, PgliteTypes } from "./pglite-types";
import { readAnswer } from "./wire";

type Row = Record<string, unknown>;
type BackendMessage = Parameters<typeof parse.parseResults>[0][number];
type Field = { name: string; dataTypeID: number };
type Column = { name: string; decode: (text: string) => unknown };
type Statement = { name: string; parameterTypes: number[]; columns: Column[] };
export type SessionResult = { rows: Row[]; affectedRows: number | undefined };

/** Statements kept prepared. Ours are a few hundred; a text built anew each time must not fill the session's memory. */
const keptStatements = 500;
const { serialize } = protocol;
const messagesFor = (text: string): Uint8Array[] => [
  serialize.parse({ text }),
  serialize.bind({}),
  serialize.execute({}),
];
const openings = { begin: messagesFor("begin"), "begin read only": messagesFor("begin read only") };
const commitMessages = messagesFor("commit");

type ExecuteOptions = {
  /** Opens a transaction in the same message. When the statement then fails, the transaction is open and has failed. */
  opening?: keyof typeof openings;
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
  /** Names to close with the next message. */
  #closing: string[] = [];
  #made = 0;
  /** A transaction that only read is over for its holder; its COMMIT goes with the next message, whoever sends it. */
  owesCommit = false;

  readonly #types = new PgliteTypes();

  private constructor(private readonly wire: Wire) {}

  static async on(wire: Wire): Promise<PgliteSession> {
    const session = new PgliteSession(wire);
    const { rows } = await session.script(arrayTypesQuery);
    session.#types.addArrays(rows as { oid: number; typarray: number }[]);
    return session;
  }

  /** @throws the database's error, with its SQLSTATE in `code` */
  async execute(text: string, values: readonly unknown[], options: ExecuteOptions = {}): Promise<SessionResult> {
    const statement = this.#statements.get(text) ?? (await this.prepare(text));
    // Last in, last out: what is used stays.
    this.#statements.delete(text);
    this.#statements.set(text, statement);
    try {
      return this.#read(
        statement,
        await this.#send([
          ...this.#owed(),
          ...(options.opening ? openings[options.opening] : []),
          serialize.bind({
            statement: statement.name,
            values: values.map((value, n) => this.#types.serialize(value, statement.parameterTypes[n])),
          }),
          serialize.execute({}),
          serialize.sync(),
        ]),
      );
    } catch (error) {
      // 0A000: a migration has changed the result's columns. 26000: the statement is gone. Both heal by preparing again.
      if (error instanceof Error && "code" in error && (error.code === "0A000" || error.code === "26000"))
        this.#giveUp(text, statement);
      throw error;
    }
  }

  /** Before anything that does not come through this class. */
  async settle(): Promise<void> {
    if (this.owesCommit) await this.#send([...this.#owed(), serialize.sync()]);
  }

  /**
   * Runs statements that are separated by semicolons; outside of a transaction they are one.
   * @returns the result of the last one that has rows, else of the last
   * @throws the database's error, with its SQLSTATE in `code`
   */
  async script(text: string): Promise<SessionResult> {
    await this.settle();
    const answer = readMessages(await this.#send([serialize.query(text)]));
    const results = parse.parseResults(answer, this.#types.parsers);
    const last = results.findLast(({ rows }) => rows.length > 0) ?? results.at(-1);
    return { rows: last?.rows ?? [], affectedRows: last?.affectedRows };
  }

  #owed(): Uint8Array[] {
    if (!this.owesCommit) return [];
    this.owesCommit = false;
    return commitMessages;
  }

  /** After a script: it may have changed tables that prepared statements name. */
  async forgetStatements(): Promise<void> {
    if (this.#statements.size === 0) return;
    this.#statements.clear();
    this.#closing = [];
    await this.#send([serialize.query("deallocate all")]);
  }

  isPrepared(text: string): boolean {
    return this.#statements.has(text);
  }

  /** @throws the database's error, when the text cannot be read or names what is not there */
  async prepare(text: string): Promise<Statement> {
    const name = `atrium_${++this.#made}`;
    const question = [
      ...this.#owed(),
      ...this.#close(),
      serialize.parse({ name, text }),
      serialize.describe({ type: "S", name }),
      serialize.sync(),
    ];
    let parameterTypes: number[] = [];
    let columns: Column[] = [];
    for (const message of readMessages(await this.#send(question))) {
      if ("dataTypeIDs" in message) parameterTypes = message.dataTypeIDs as number[];
      if (message.name === "rowDescription" && "fields" in message)
        columns = (message.fields as Field[]).map((field) => this.#column(field));
    }
    const statement = { name, parameterTypes, columns };
    this.#statements.set(text, statement);
    return statement;
  }

  #giveUp(text: string, { name }: Statement): void {
    this.#statements.delete(text);
    this.#closing.push(name);
  }

  #close(): Uint8Array[] {
    const [oldest] = this.#statements;
    if (oldest && this.#statements.size >= keptStatements) this.#giveUp(...oldest);
    return this.#closing.splice(0).map((name) => serialize.close({ type: "S", name }));
  }

  #column({ name, dataTypeID }: Field): Column {
    return { name, decode: (text) => this.#types.parse(text, dataTypeID) };
  }

  #send(parts: Uint8Array[]): Promise<Uint8Array> {
    return this.wire.ask(Buffer.concat(parts));
  }

  #read({ columns }: Statement, bytes: Uint8Array): SessionResult {
    const rows: Row[] = [];
    let affectedRows: number | undefined;
    const failure = readAnswer(bytes, {
      row: (values) => rows.push(toRow(columns, values)),
      complete: (tag) => {
        affectedRows = countOf(tag);
      },
    });
    if (failure) throw errorFrom(failure);
    return { rows, affectedRows };
  }
}

function toRow(columns: Column[], values: (string | null)[]): Row {
  const row: Row = {};
  for (let n = 0; n < columns.length; n++) {
    const column = columns[n];
    const value = values[n];
    if (column) row[column.name] = value === null || value === undefined ? null : column.decode(value);
  }
  return row;
}

/** The driver's own error object, with SQLSTATE, detail and constraint. */
function errorFrom(bytes: Uint8Array): Error {
  try {
    readMessages(bytes);
  } catch (error) {
    if (error instanceof Error) return error;
  }
  return new Error("the database failed without saying why");
}

/** @throws the first error among the messages */
function readMessages(bytes: Uint8Array): BackendMessage[] {
  const found: BackendMessage[] = [];
  let failure: Error | undefined;
  new protocol.Parser().parse(bytes, (message) => {
    if (message instanceof Error) failure ??= message;
    else found.push(message);
  });
  if (failure) throw failure;
  return found;
}

/** Command tags: PostgreSQL manual, "Message Formats", CommandComplete. */
function countOf(tag: string): number | undefined {
  const [verb, first, second] = tag.split(" ");
  if (verb === "INSERT") return Number(second);
  return verb === "UPDATE" || verb === "DELETE" || verb === "MERGE" ? Number(first) : undefined;
}
