import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { vacuum } from "@/lib/features/job/jobs/vacuum.handler";
import type { Engine } from "@/lib/platform/db/engine";
import { runtime } from "@/lib/platform/db/runtime";
import { vacuumDue } from "@/lib/platform/db/vacuum";

let engine: Engine;
beforeAll(async () => {
  engine = (await runtime()).engine;
  await engine.exec(
    "create schema vacuum_test; create table vacuum_test.heap (id int primary key, body text not null)",
  );
});
afterAll(() => engine.exec("drop schema vacuum_test cascade"));

const heap = "vacuum_test.heap";
/** The database writes down what has changed once a second at most. */
const counted = () => engine.executeSql("select pg_stat_force_next_flush()");
const fill = (from: number, rows: number) =>
  engine.exec(`insert into ${heap} select n, repeat('x', 100) from generate_series(${from}, ${from + rows - 1}) as n`);
async function look(): Promise<{ pages: number; visible: number; rows: number; size: number }> {
  const { rows } = await engine.executeSql(
    `select relpages as pages, relallvisible as visible, reltuples::int as rows, pg_relation_size(oid)::int as size
      from pg_class where oid = '${heap}'::regclass`,
  );
  return rows[0] as { pages: number; visible: number; rows: number; size: number };
}

describe("vacuum in the embedded database", () => {
  it("leaves a small table alone", async () => {
    await fill(1, 40);
    await counted();
    expect(await vacuumDue(engine)).not.toContain(heap);
    expect((await look()).rows).toBe(-1);
  });

  it("counts a table that has grown for the planner, marks its pages as visible, and then has nothing to do", async () => {
    await fill(41, 5000);
    await counted();
    await vacuum({}, { jobId: "test", attempt: 1, signal: new AbortController().signal });
    const { pages, visible, rows } = await look();
    expect(rows).toBe(5040);
    expect(pages).toBeGreaterThan(50);
    expect(visible).toBe(pages);
    expect(await vacuumDue(engine)).not.toContain(heap);
  });

  it("keeps a table that is rewritten again and again from growing", async () => {
    const { size } = await look();
    for (let round = 0; round < 6; round += 1) {
      await engine.exec(`update ${heap} set body = repeat('${round}', 100)`);
      await counted();
      expect(await vacuumDue(engine)).toContain(heap);
    }
    // Six times as many dead rows would be seven times the size; one more for the rows that wait for the vacuum.
    expect((await look()).size).toBeLessThan(size * 2.5);
  });

  it("stops between two tables when the process ends", async () => {
    await fill(10_000, 9000);
    await counted();
    expect(await vacuumDue(engine, AbortSignal.abort())).toEqual([]);
    expect(await vacuumDue(engine)).toContain(heap);
  });
});
