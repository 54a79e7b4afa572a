import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ensureDatabaseFolder } from "@/lib/platform/db/database-folder";
import { PgliteSession } from "@/lib/platform/db/pglite-session";
import { PgliteThread } from "@/lib/platform/db/pglite-thread";

const home = mkdtempSync(join(tmpdir(), "atrium-thread-"));
const folder = join(home, "db");
let thread: PgliteThread;
let session: PgliteSession;

beforeAll(async () => {
  ensureDatabaseFolder(folder);
  thread = await PgliteThread.open(folder);
  session = await PgliteSession.on(thread);
});
afterAll(async () => {
  await thread.close();
  rmSync(home, { recursive: true, force: true });
});

describe("the embedded database", () => {
  it("leaves the thread of the server free while it works", async () => {
    let turns = 0;
    let working = true;
    const turn = () => {
      turns++;
      if (working) setImmediate(turn);
    };
    setImmediate(turn);
    const { rows } = await session.execute("select sum(n)::int8 as sum from generate_series(1, 300000) as n", []);
    working = false;
    expect(rows).toEqual([{ sum: 45_000_150_000 }]);
    // In the same thread it would have been none or one.
    expect(turns).toBeGreaterThan(20);
  });

  it("answers in the order of asking", async () => {
    const texts = Array.from({ length: 30 }, (_, n) => `select ${n} as n`);
    for (const text of texts) await session.prepare(text);
    const answers = await Promise.all(texts.map((text) => session.execute(text, [])));
    expect(answers.map(({ rows }) => rows[0]?.n)).toEqual(texts.map((_, n) => n));
  });

  it("reads what @supabase/lite expects of any PostgreSQL", async () => {
    const { rows } = await session.execute(
      `select 9007199254740993::int8 as big, 7::int8 as small, 1.50::numeric as money, 2.5::numeric as number,
        date '2026-01-02' as day, timestamptz '2026-01-02 03:04:05.678901+00' as moment, '{"a":[1]}'::jsonb as json,
        array['a', 'b"c']::text[] as texts, array['2026-01-02'::date] as days, '\\xff00'::bytea as bytes, null::int as nothing`,
      [],
    );
    expect(rows).toEqual([
      {
        big: 9007199254740993n,
        small: 7,
        money: "1.50",
        number: 2.5,
        day: "2026-01-02",
        moment: "2026-01-02 03:04:05.678901+00",
        json: { a: [1] },
        texts: ["a", 'b"c'],
        days: ["2026-01-02"],
        bytes: new Uint8Array([255, 0]),
        nothing: null,
      },
    ]);
  });

  it("says what a script did: the rows of its last question", async () => {
    expect(await session.script("create temp table t (n int); insert into t values (1), (2); select * from t")).toEqual(
      {
        rows: [{ n: 1 }, { n: 2 }],
        affectedRows: expect.any(Number),
      },
    );
    await expect(session.script("select 1; select * from nothing_here")).rejects.toMatchObject({ code: "42P01" });
    expect((await session.script("select 3 as n")).rows).toEqual([{ n: 3 }]);
  });

  it("fails whoever waits or comes later once it has ended, and ends twice without harm", async () => {
    const own = join(home, "other");
    ensureDatabaseFolder(own);
    const other = await PgliteThread.open(own);
    const asking = await PgliteSession.on(other);
    const closed = other.close();
    await expect(asking.execute("select 1", [])).rejects.toThrow("it was closed");
    await closed;
    await other.close();
    await expect(asking.execute("select 1", [])).rejects.toThrow("it was closed");
  });

  it("says that it does not open", async () => {
    await expect(PgliteThread.open("/proc/nobody-may-write-here")).rejects.toThrow(/embedded database failed/);
  });

  it("tells once when it breaks, and lets nobody wait", async () => {
    const other = join(home, "lost");
    ensureDatabaseFolder(other);
    const lost: string[] = [];
    const breaking = await PgliteThread.open(other, ({ message }) => lost.push(message));
    // Nothing of the protocol: the thread ends of it, as of a broken WebAssembly instance.
    const asked = [breaking.ask(null as never), breaking.ask(new Uint8Array())];
    expect((await Promise.allSettled(asked)).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    await expect(breaking.ask(new Uint8Array())).rejects.toThrow("the embedded database is gone");
    await breaking.close();
    expect(lost).toHaveLength(1);
  });
});
