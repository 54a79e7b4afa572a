import {
  type CompiledQuery,
  type DatabaseConnection,
  DefaultQueryExecutor,
  type Dialect,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryExecutor,
  type QueryResult,
  SingleConnectionProvider,
  Transaction,
} from "kysely";

export type TransactionOptions = {
  /**
   * The database refuses to write (SQLSTATE 25006). There is nothing to lose at its end, so nobody waits for its COMMIT.
   */
  readOnly?: boolean;
};

/** One connection, held by one unit of work at a time. */
export interface Session extends DatabaseConnection {
  /** Takes effect with the first statement, which it accompanies. */
  begin(options: TransactionOptions): void;
  /** @throws what deferred constraints and triggers have to say */
  commit(): Promise<void>;
  /** After it the session is fit for the next holder, or gone. */
  rollback(): Promise<void>;
  release(): void;
}

export type SessionSource = { acquire(): Promise<Session>; end(): Promise<void> };

class SessionDriver implements Driver {
  constructor(private readonly source: SessionSource) {}

  async init(): Promise<void> {}

  acquireConnection(): Promise<Session> {
    return this.source.acquire();
  }

  async beginTransaction(session: Session): Promise<void> {
    session.begin({});
  }

  commitTransaction(session: Session): Promise<void> {
    return session.commit();
  }

  rollbackTransaction(session: Session): Promise<void> {
    return session.rollback();
  }

  async releaseConnection(session: Session): Promise<void> {
    session.release();
  }

  destroy(): Promise<void> {
    return this.source.end();
  }
}

/** Kysely over the sessions of `source`. */
export function sessionDialect(source: SessionSource): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new SessionDriver(source),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}

/**
 * Sends what a transaction asks straight to its session. Kysely's own executor passes every statement through a dozen
 * promises, each of which Node's async context makes dearer: a tenth of the time of a list.
 */
class TransactionExecutor extends DefaultQueryExecutor implements QueryExecutor {
  ended = false;
  readonly #session: Session;

  constructor(session: Session, compiler: PostgresQueryCompiler, adapter: PostgresAdapter) {
    super(compiler, adapter, new SingleConnectionProvider(session));
    this.#session = session;
  }

  override executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    // The session may already belong to somebody else, in another tenant.
    if (this.ended) return Promise.reject(new Error("a statement came after the end of its transaction"));
    return this.#session.executeQuery<R>(query);
  }

  override provideConnection<T>(consumer: (connection: DatabaseConnection) => Promise<T>): Promise<T> {
    if (this.ended) return Promise.reject(new Error("a statement came after the end of its transaction"));
    return super.provideConnection(consumer);
  }
}

export type RunTransaction<DB> = <T>(
  work: (tx: Transaction<DB>) => Promise<T>,
  options?: TransactionOptions,
) => Promise<T>;

/** Transactions on the sessions of `source`: committed when `work` resolves, rolled back when it throws. */
export function transactionsOn<DB>(source: SessionSource): RunTransaction<DB> {
  const dialect = sessionDialect(source);
  const compiler = new PostgresQueryCompiler();
  const adapter = new PostgresAdapter();
  const driver = dialect.createDriver();
  return async (work, options = {}) => {
    const session = await source.acquire();
    const executor = new TransactionExecutor(session, compiler, adapter);
    try {
      session.begin(options);
      const result = await work(new Transaction<DB>({ config: { dialect }, dialect, driver, executor }));
      executor.ended = true;
      await session.commit();
      return result;
    } catch (error) {
      executor.ended = true;
      await session.rollback();
      throw error;
    } finally {
      session.release();
    }
  };
}

export function kyselyOn<DB>(source: SessionSource): Kysely<DB> {
  return new Kysely<DB>({ dialect: sessionDialect(source) });
}
