import { PGlite } from "@electric-sql/pglite";
import { Kysely, sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pgliteDialect, SessionGate } from "@/lib/platform/db/pglite-dialect";
import { PgliteSession } from "@/lib/platform/db/pglite-session";

type Schema = { notes: { id: number; owner: string; body: string | null } };
let client: PGlite;
let session: PgliteSession;
let db: Kysely<Schema>;

beforeAll(async () => {
  client = await PGlite.create();
  await client.exec(`
    create table notes (id int primary key, owner text not null, body text check (length(body) < 100));
    alter table notes enable row level security;
    create role member;
    grant select, insert on notes to member;
    create policy own on notes to member using (owner = current_setting('app.me', true)) with check (true);
    insert into notes values (1, 'ann', 'á 😀 null'), (2, 'bob', null);`);
  session = new PgliteSession(client);
  db = new Kysely<Schema>({ dialect: pgliteDialect(session, new SessionGate()) });
});
afterAll(() => client.close());

const notes = () => db.selectFrom("notes").selectAll().orderBy("id");

describe("a prepared statement", () => {
  it("gives each role and each caller only their own rows, however often its plan was used", async () => {
    const as = (me: string | null) =>
      db.transaction().execute(async (tx) => {
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
    const ours = await session.execute(statement, values, { inTransaction: false });
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
    const failing = db.transaction().execute(async (tx) => {
      await insert(tx, 10).execute();
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    await db.transaction().execute(async (tx) => void (await insert(tx, 11).execute()));
    expect((await notes().execute()).map(({ id }) => id)).toEqual([1, 2, 11]);
  });

  it("is open and failed when that first statement fails", async () => {
    const codes: unknown[] = [];
    const code = (error: unknown) => (error instanceof Error && "code" in error ? error.code : error);
    await db
      .transaction()
      .execute(async (tx) => {
        await insert(tx, 1)
          .execute()
          .catch((error: unknown) => codes.push(code(error)));
        await insert(tx, 12)
          .execute()
          .catch((error: unknown) => codes.push(code(error)));
      })
      .catch(() => {});
    expect(codes).toEqual(["23505", "25P02"]);
    expect((await notes().execute()).map(({ id }) => id)).not.toContain(12);
  });

  it("is still to come when that first statement cannot even be prepared", async () => {
    const outcome = db.transaction().execute(async (tx) => {
      await sql`select * from nothing_here`.execute(tx).catch(() => {});
      await insert(tx, 13).execute();
      throw new Error("taken back");
    });
    await expect(outcome).rejects.toThrow("taken back");
    expect((await notes().execute()).map(({ id }) => id)).not.toContain(13);
  });

  it("without a statement leaves nothing open", async () => {
    await db.transaction().execute(async () => {});
    const { rows } = await client.query<{ n: number }>(
      "select count(*)::int as n from pg_stat_activity where state = 'idle in transaction'",
    );
    expect(rows[0]?.n).toBe(0);
  });
});
