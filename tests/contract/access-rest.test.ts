import { sql } from "kysely";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { rawDatabase } from "@/lib/platform/db/db";
import { createWorld, type World } from "../factories/world";
import { expectedTables } from "./access-tables";
import { readTables, type Table } from "./support/catalogue";
import { type Actor, actorsOf } from "./support/expectation";
import { askRest, bearerOf, checkRestAccess } from "./support/rest-access";
import type { Violation } from "./support/sql-access";
import { rememberWorld } from "./support/world-rows";

let world: World;
let tables: Table[];
let actors: Actor[];
let restore: () => Promise<void>;

beforeAll(async () => {
  // @supabase/lite prints every refusal.
  vi.spyOn(console, "error").mockImplementation(() => {});
  world = await createWorld();
  tables = await readTables(await rawDatabase());
  actors = actorsOf(world);
  restore = await rememberWorld(await rawDatabase(), tables, world);
});

const named = (schema: string) => Object.keys(expectedTables).filter((name) => name.startsWith(`${schema}.`));

describe("access through the Data API", () => {
  it.each(named("public"))("%s: every actor, every verb, as the matrix says", async (name) => {
    const table = tables.find((candidate) => candidate.name === name);
    if (!table) throw new Error(`${name} is not in the catalogue`);
    const violations: Violation[] = [];
    for (const actor of actors) violations.push(...(await checkRestAccess({ world, table, actor }, restore)));
    expect(violations).toEqual([]);
  });

  it.each(named("private"))("%s cannot be reached, whichever schema is asked for", async (name) => {
    const relation = name.slice("private.".length);
    const before = await countOf(name);
    for (const actor of actors) {
      for (const profile of [{}, { "accept-profile": "private", "content-profile": "private" }]) {
        const bearer = bearerOf(actor, world);
        for (const path of [relation, name])
          for (const method of ["GET", "DELETE", "POST"] as const) {
            const body = method === "POST" ? { body: {} } : {};
            const answer = await askRest(bearer, { method, path, headers: profile, ...body });
            expect([actor.name, method, path, answer.status >= 400 && answer.status < 500, answer]).toEqual([
              actor.name,
              method,
              path,
              true,
              answer,
            ]);
          }
      }
    }
    expect(await countOf(name)).toBe(before);
  });

  it("functions of the inner schema cannot be called", async () => {
    const { rows } = await sql<{ name: string }>`
      select p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'private'`.execute(
      await rawDatabase(),
    );
    expect(rows.length).toBeGreaterThan(20);
    for (const { name } of rows)
      for (const headers of [{}, { "accept-profile": "private", "content-profile": "private" }]) {
        const answer = await askRest(world.owner.token, { method: "POST", path: `rpc/${name}`, body: {}, headers });
        expect([name, answer.status >= 400 && answer.status < 500]).toEqual([name, true]);
      }
  });

  it("a column behind the wall is refused by name, by star and by filter", async () => {
    for (const path of ["api_keys?select=id,hash", "api_keys?select=*", "api_keys?select=id&hash=not.is.null"]) {
      const answer = await askRest(world.owner.token, { method: "GET", path });
      expect([path, answer.status]).toEqual([path, 403]);
      expect(answer.text).not.toContain("\\x");
    }
  });

  it("a forged, foreign-signed or stale token is refused, and is never taken for anon", async () => {
    const [head, payload, signature] = world.owner.token.split(".");
    const unsigned = `${Buffer.from('{"alg":"none","typ":"JWT"}').toString("base64url")}.${payload}.`;
    for (const token of ["garbage", unsigned, `${head}.${payload}.${signature?.toUpperCase()}`, `${head}.${payload}`]) {
      const answer = await askRest(token, { method: "GET", path: "projects?select=id" });
      expect([token.slice(0, 12), answer.status]).toEqual([token.slice(0, 12), 401]);
    }
  });
});

async function countOf(name: string): Promise<number> {
  const { rows } = await sql
    .raw<{ count: number }>(`select count(*)::int as count from ${name}`)
    .execute(await rawDatabase());
  return rows[0]?.count ?? -1;
}
