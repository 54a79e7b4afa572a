import { sql } from "kysely";
import { afterAll, describe, expect, it } from "vitest";
import { bootstrapSql } from "@/lib/platform/db/bootstrap.sql";
import { openPostgres } from "@/lib/platform/db/engine";
import { env } from "@/lib/platform/env/env";

const url = process.env.DATABASE_URL ?? "";
const open = () => openPostgres({ ...env(), DATABASE_POOL_SIZE: 2 }, url);
const engines = await Promise.all([open(), open(), open(), open()]);
afterAll(() => Promise.all(engines.map((engine) => engine.close())));
const [engine] = engines;

describe("the start of several processes on one database", () => {
  it("happens one after the other", async () => {
    const log: string[] = [];
    await Promise.all(
      engines.map((each, n) =>
        each.exclusively(async () => {
          log.push(`${n} in`);
          await each.exec(bootstrapSql);
          await each.executeSql("select pg_sleep(0.05)");
          log.push(`${n} out`);
        }),
      ),
    );
    expect(log).toHaveLength(8);
    for (let n = 0; n < 8; n += 2) expect(log[n + 1]).toBe(log[n]?.replace("in", "out"));
  });

  it("goes on when one of them fails", async () => {
    await expect(engine.exclusively(() => Promise.reject(new Error("no disk")))).rejects.toThrow("no disk");
    expect(await engine.exclusively(async () => "next")).toBe("next");
  });
});

describe("a transaction that only reads", () => {
  const readAs = (role: string, n: number) =>
    engine.transaction(
      async (tx) => {
        await sql`select set_config('role', ${role}, true), set_config('atrium.test', ${String(n)}, true)`.execute(tx);
        const { rows } = await sql<{
          role: string;
          n: string;
        }>`select current_user::text as role, current_setting('atrium.test') as n`.execute(tx);
        return rows[0];
      },
      { readOnly: true },
    );

  it("hands neither its role nor its settings to the next holder of the connection, whose statement brings its COMMIT", async () => {
    const nobody = () =>
      sql<{ role: string; n: string | null }>`select current_user::text as role,
        nullif(current_setting('atrium.test', true), '') as n`.execute(engine.kysely);
    const owner = (await nobody()).rows[0]?.role;
    const answers = await Promise.all(
      Array.from({ length: 60 }, async (_, n) =>
        n % 3 === 0
          ? (await nobody()).rows[0]
          : n % 3 === 1
            ? await readAs("authenticated", n)
            : (await engine.executeSql("select current_user::text as role, null as n")).rows[0],
      ),
    );
    answers.forEach((answer, n) => {
      expect(answer).toEqual(n % 3 === 1 ? { role: "authenticated", n: String(n) } : { role: owner, n: null });
    });
  });

  it("is over soon after its last statement though nobody asks for the connection again", async () => {
    await readAs("anon", 1);
    await expect
      .poll(
        async () =>
          (
            await engines[1].executeSql(
              "select count(*)::int as n from pg_stat_activity where application_name = 'atrium' and state like 'idle in transaction%'",
            )
          ).rows,
        { timeout: 2_000 },
      )
      .toEqual([{ n: 0 }]);
  });

  it("cannot write", async () => {
    const write = engine.transaction((tx) => sql`create temp table nothing (id int)`.execute(tx), { readOnly: true });
    await expect(write).rejects.toBeDefined();
    await engine.exec("create table if not exists public.sessions_test (n int)");
    const insert = engine.transaction((tx) => sql`insert into public.sessions_test values (1)`.execute(tx), {
      readOnly: true,
    });
    await expect(insert).rejects.toMatchObject({ code: "25006" });
    await engine.exec("drop table public.sessions_test");
  });
});

describe("a transaction", () => {
  it("is rolled back when its work throws, and the connection serves the next one", async () => {
    const failing = engine.transaction(async (tx) => {
      await sql`select set_config('role', 'anon', true)`.execute(tx);
      await sql`select 1 / 0`.execute(tx);
    });
    await expect(failing).rejects.toMatchObject({ code: "22012" });
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => sql<{ ok: number }>`select 1 as ok`.execute(engine.kysely)),
    );
    expect(answers.map(({ rows }) => rows[0]?.ok)).toEqual([1, 1, 1, 1]);
  });

  it("whose connection was cut fails, the process lives, and the next one gets another connection", async () => {
    const cut = engine.transaction(async (tx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
      await engines[1].executeSql("select pg_terminate_backend($1)", [rows[0]?.pid]);
      await sql`select pg_sleep(1)`.execute(tx);
    });
    await expect(cut).rejects.toBeDefined();
    expect(await engine.transaction(async () => "alive")).toBe("alive");
    const { rows } = await sql<{ ok: number }>`select 1 as ok`.execute(engine.kysely);
    expect(rows[0]?.ok).toBe(1);
  });
});

describe("a script that fails behind a BEGIN of its own", () => {
  it("leaves no transaction to the next holder of the connection", async () => {
    for (let n = 0; n < 4; n++)
      await expect(
        engine.exec("begin; create temporary table left_over (n int); select 1 / 0; commit"),
      ).rejects.toThrow("division by zero");
    const { rows } = await engine.executeSql("select to_regclass('pg_temp.left_over')::text as name");
    expect(rows).toEqual([{ name: null }]);
    expect(await engine.executeSql("select 1 as one; select 2 as two where false")).toEqual({
      rows: [{ one: 1 }],
      rowCount: 1,
    });
  });
});
