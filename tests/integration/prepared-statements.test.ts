import { PGlite } from "@electric-sql/pglite";
import { type Kysely, sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PgliteSession } from "@/lib/platform/db/pglite-session";
import { pgliteSessions } from "@/lib/platform/db/pglite-sessions";
import { kyselyOn, type RunTransaction, transactionsOn } from "@/lib/platform/db/session";
import { SessionGate } from "@/lib/platform/db/session-gate";

type Schema = { notes: { id: number; owner: string; body: string | null } };
let client: PGlite;
let session: PgliteSession;
let db: Kysely<Schema>;
let transaction: RunTransaction<Schema>;

beforeAll(async () => {
  client = await PGlite.create();
  await client.exec(`
    create table notes (id int primary key, owner text not null, body text check (length(body) < 100));
    alter table notes enable row level security;
    create role member;
    grant select, insert on notes to member;
    create policy own on notes to member using (owner = current_setting('app.me', true)) with check (true);
    insert into notes values (1, 'ann', 'á 😀 null'), (2, 'bob', null);`);
  // In this thread, so that the tests can look at the database past the session.
  session = await PgliteSession.on({ ask: (message) => client.execProtocolRaw(message) });
  const sessions = pgliteSessions(session, new SessionGate());
  db = kyselyOn<Schema>(sessions);
  transaction = transactionsOn<Schema>(sessions);
});
afterAll(() => client.close());

const notes = () => db.selectFrom("notes").selectAll().orderBy("id");

describe("a prepared statement", () => {
  it("gives each role and each caller only their own rows, however often its plan was used", async () => {
    const as = (me: string | null) =>
      transaction(async (tx) => {
        if (me !== null)
          await sql`select set_config('app.me', ${me}, true), set_config('role', 'member', true)`.execute(tx);
        return (await tx.selectFrom("notes").selectAll().orderBy("id").execute()).map(({ id }) => id);
      });
    for (let round = 0; round < 12; round++) {
      expect(await as("ann")).toEqual([1]);
      expect(await as(null)).toEqual([1, 2]);
      expect(await as("bob")).toEqual([2]);
      expect(await as("eve")).toEqual([]);
    }
  });

  it("reads texts, nulls, numbers, arrays, JSON and bytes as the driver does", async () => {
    const statement = `select $1::text as t, $2::int as i, $3::jsonb as j, $4::text[] as a, $5::boolean as b, $6::text as n, $7::float8 as f`;
    const values = ["ü\n'", 7, { k: [1] }, ["x", 'y"'], true, null, 1.5];
    const ours = await session.execute(statement, values);
    const theirs = await client.query(statement, values);
    expect(ours.rows).toEqual(theirs.rows);
    expect(await notes().execute()).toEqual((await client.query("select * from notes order by id")).rows);
  });

  it("counts what a write changed", async () => {
    const result = await db.updateTable("notes").set({ body: "new" }).where("id", "in", [1, 2]).executeTakeFirst();
    expect(result.numUpdatedRows).toBe(2n);
  });

  it("throws the database's error with its code, and the session goes on", async () => {
    const long = db
      .updateTable("notes")
      .set({ body: "x".repeat(200) })
      .where("id", "=", 1)
      .execute();
    await expect(long).rejects.toMatchObject({ code: "23514", constraint: "notes_body_check" });
    await expect(sql`select * from nothing_here`.execute(db)).rejects.toMatchObject({ code: "42P01" });
    expect(await notes().execute()).toHaveLength(2);
  });

  it("heals after a change of its table", async () => {
    await notes().execute();
    await client.exec("alter table notes add column extra int default 5");
    await expect(notes().execute()).rejects.toMatchObject({ code: "0A000" });
    expect((await notes().execute())[0]).toMatchObject({ extra: 5 });
  });

  it("is given up when there are too many", async () => {
    for (let n = 0; n < 520; n++) await sql`select ${sql.raw(String(n))}::int as n`.execute(db);
    const { rows } = await client.query<{ count: number }>("select count(*)::int as count from pg_prepared_statements");
    expect(rows[0]?.count).toBeLessThanOrEqual(500);
  });
});

describe("a transaction whose BEGIN goes with its first statement", () => {
  const insert = (tx: Kysely<Schema>, id: number) => tx.insertInto("notes").values({ id, owner: "ann", body: null });

  it("keeps all or nothing", async () => {
    const failing = transaction(async (tx) => {
      await insert(tx, 10).execute();
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    await transaction(async (tx) => void (await insert(tx, 11).execute()));
    expect((await notes().execute()).map(({ id }) => id)).toEqual([1, 2, 11]);
  });

  it("is open and failed when that first statement fails", async () => {
    const codes: unknown[] = [];
    const code = (error: unknown) => (error instanceof Error && "code" in error ? error.code : error);
    await transaction(async (tx) => {
      await insert(tx, 1)
        .execute()
        .catch((error: unknown) => codes.push(code(error)));
      await insert(tx, 12)
        .execute()
        .catch((error: unknown) => codes.push(code(error)));
    }).catch(() => {});
    expect(codes).toEqual(["23505", "25P02"]);
    expect((await notes().execute()).map(({ id }) => id)).not.toContain(12);
  });

  it("is still to come when that first statement cannot even be prepared", async () => {
    const outcome = transaction(async (tx) => {
      await sql`select * from nothing_here`.execute(tx).catch(() => {});
      await insert(tx, 13).execute();
      throw new Error("taken back");
    });
    await expect(outcome).rejects.toThrow("taken back");
    expect((await notes().execute()).map(({ id }) => id)).not.toContain(13);
  });

  it("without a statement leaves nothing open", async () => {
    await transaction(async () => {});
    const { rows } = await client.query<{ n: number }>(
      "select count(*)::int as n from pg_stat_activity where state = 'idle in transaction'",
    );
    expect(rows[0]?.n).toBe(0);
  });

  it("that only read leaves its COMMIT to whoever waits, and nobody inherits its role or sees it open", async () => {
    const read = (me: string) =>
      transaction(
        async (tx) => {
          await sql`select set_config('app.me', ${me}, true), set_config('role', 'member', true)`.execute(tx);
          return (await tx.selectFrom("notes").selectAll().orderBy("id").execute()).map(({ owner }) => owner);
        },
        { readOnly: true },
      );
    const role = () => sql<{ role: string }>`select current_user as role`.execute(db);
    const [ann, outside, bob, own] = await Promise.all([read("ann"), role(), read("bob"), role()]);
    expect(new Set(ann)).toEqual(new Set(["ann"]));
    expect(bob).toEqual(["bob"]);
    for (const answer of [outside, own]) expect(answer.rows[0]?.role).toBe("postgres");
    expect(session.owesCommit).toBe(false);
    const { rows } = await client.query<{ role: string }>("select current_user as role");
    expect(rows[0]?.role).toBe("postgres");
  });

  it("that only reads cannot write", async () => {
    const write = transaction((tx) => insert(tx, 14).execute(), { readOnly: true });
    await expect(write).rejects.toMatchObject({ code: "25006" });
    expect((await notes().execute()).map(({ id }) => id)).not.toContain(14);
  });

  it("refuses what is asked after its end", async () => {
    const kept = await transaction(async (tx) => tx);
    await expect(sql`select 1`.execute(kept)).rejects.toThrow("after the end");
  });
});
