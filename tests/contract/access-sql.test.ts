import { beforeAll, describe, expect, it } from "vitest";
import { rawDatabase } from "@/lib/platform/db/db";
import { createWorld, type World } from "../factories/world";
import { expectedTables } from "./access-tables";
import { readTables, type Table } from "./support/catalogue";
import { rolledBack } from "./support/rolled-back";
import { checkAccess } from "./support/sql-access";

let world: World;
let tables: Table[];

beforeAll(async () => {
  world = await createWorld();
  tables = await readTables(await rawDatabase());
});

describe("access through SQL", () => {
  it("is stated for every table of the catalogue, and for no other", () => {
    expect(Object.keys(expectedTables).sort()).toEqual(tables.map((table) => table.name).sort());
  });

  it.each(Object.keys(expectedTables))("%s: every actor, every verb, as the matrix says", async (name) => {
    const wanted = tables.filter((table) => table.name === name);
    const violations = await rolledBack((tx) => checkAccess(tx, world, { tables: wanted }));
    expect(violations).toEqual([]);
  });
});
