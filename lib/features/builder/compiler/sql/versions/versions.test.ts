import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type Catalogue,
  contentOf,
  migrationsOf,
  sameCatalogue,
  VersionDatabase,
  walk,
} from "@/tests/builder/version-database";
import type { Blueprint, Entity, Field } from "../../../blueprint/blueprint.schema";
import { validateBlueprint } from "../../../blueprint/validate";
import { applyOperations } from "../../../edit/apply";
import { diffFiles } from "../../../edit/describe";
import { readRequest } from "../../../edit/read-request";
import { parseIdea } from "../../../parser/parse-idea";
import { compileBlueprint } from "../../compile";
import { splitStatements } from "./pieces";
import { planRenames } from "./renames";
import { changeSchema } from "./version-migrations";

let database: VersionDatabase;
beforeAll(async () => {
  database = await VersionDatabase.start();
}, 60_000);
afterAll(() => database.close());

const parts = parseIdea("An app to track parts and repairs").blueprint;
const wish = (blueprint: Blueprint, request: string): Blueprint =>
  applyOperations(blueprint, readRequest(blueprint, request));

function edited(blueprint: Blueprint, edit: (draft: Blueprint) => void): Blueprint {
  const draft = structuredClone(blueprint);
  edit(draft);
  const result = validateBlueprint(draft);
  if (!result.ok) throw new Error(result.issues.map(({ message }) => message).join("; "));
  return result.blueprint;
}

function only<T>(item: T | undefined): T {
  if (item === undefined) throw new Error("not in the plan");
  return item;
}
const entity = (blueprint: Blueprint, one: string): Entity =>
  only(blueprint.entities.find(({ label }) => label.one === one));
const field = (blueprint: Blueprint, one: string, label: string): Field =>
  only(entity(blueprint, one).fields.find((item) => item.label === label));
const plain = (key: string, over: Partial<Field>): Field => ({
  id: `test.${key}`,
  key,
  label: key,
  type: "text",
  required: false,
  unique: false,
  indexed: false,
  searchable: false,
  sensitive: false,
  ...over,
});

describe("a project over its versions", () => {
  it("is renamed, priced, trimmed, linked, opened to a role and undone twice, with its rows in it", async () => {
    const renamed = wish(parts, "rename Part to Component");
    const priced = wish(renamed, "add price (money) to Components");
    const trimmed = wish(priced, "remove price from Components");
    const linked = edited(priced, (draft) => {
      draft.app.currency = "EUR";
      draft.relations.push({
        id: "rel.uses",
        kind: "many-many",
        from: entity(draft, "Repair").id,
        to: entity(draft, "Component").id,
        key: "uses",
        fromLabel: "Uses",
        toLabel: "Used in",
        required: false,
        onDelete: "cascade",
        through: { fields: [plain("quantity", { type: "int", required: true, default: 1 })] },
      });
    });
    const ruled = edited(linked, (draft) => {
      const mechanic = { isDefault: false, isAdmin: false, selfSelect: false, isGuest: false };
      draft.roles.push({ key: "mechanic", label: "Mechanic", ...mechanic });
      entity(draft, "Repair").access.update = [{ kind: "role", role: "mechanic" }];
    });
    const versions = [parts, renamed, priced, trimmed, priced, linked, ruled, linked, priced];
    const refusals = await walk(database, versions);
    expect(refusals.get(4)).toBe("“Price” of Components would be removed. Version 4 changed nothing.");
    expect([...refusals.keys()]).toEqual([4, 9]);
    const { files } = compileBlueprint(priced, { history: versions.slice(0, -1) });
    expect(contentOf(files, "supabase/migrations/0004_version_2.sql")).toMatch(
      /alter table public\.parts rename to component/,
    );
  }, 60_000);

  it("keeps what it has written: a later version only adds a file", () => {
    const second = wish(parts, "rename Part to Component");
    const third = wish(second, "add weight to Components");
    const [one, two, three] = [
      compileBlueprint(parts),
      compileBlueprint(second, { history: [parts] }),
      compileBlueprint(third, { history: [parts, second] }),
    ];
    expect(compileBlueprint(third, { history: [parts, second] })).toEqual(three);
    const migrations = [one, two, three].map(({ files }) => migrationsOf(files));
    expect(migrations.map((list) => list.length)).toEqual([3, 4, 5]);
    expect(migrations[1]?.slice(0, 3)).toEqual(migrations[0]);
    expect(migrations[2]?.slice(0, 4)).toEqual(migrations[1]);
    const changed = diffFiles(two.files, three.files).map(({ path, change }) => `${change} ${path}`);
    expect(changed.filter((line) => line.includes("migrations"))).toEqual([
      "added supabase/migrations/0005_version_3.sql",
    ]);
    expect(changed.filter((line) => /repair|package|components\//.test(line))).toEqual([]);
    expect(contentOf(two.files, "README.md")).toContain("set app.allow_destructive = 'on';");
    expect(contentOf(one.files, "README.md")).not.toContain("allow_destructive");
  });

  it("has no migration for a version that leaves the database alone", () => {
    const renamed = applyOperations(parts, [{ kind: "renameApp", name: "Workshop" }]);
    expect(migrationsOf(compileBlueprint(renamed, { history: [parts] }).files)).toHaveLength(3);
  });

  it("changes kinds where every value survives, and asks where one would not", async () => {
    const typed = edited(parts, (draft) => {
      entity(draft, "Part").fields.push(
        plain("weight", { type: "int", default: 12 }),
        plain("paid", { type: "money", default: 12.5 }),
        plain("size", { default: "not a number" }),
      );
    });
    const retyped = edited(typed, (draft) => {
      Object.assign(field(draft, "Part", "weight"), { type: "decimal" });
      Object.assign(field(draft, "Part", "size"), { type: "int", default: 3, required: true });
      entity(draft, "Part").fields.push(
        plain("total", { type: "money", computed: { op: "multiply", fields: ["weight", "paid"] } }),
      );
    });
    const back = edited(retyped, (draft) => {
      field(draft, "Part", "total").computed = undefined;
      Object.assign(field(draft, "Part", "paid"), { type: "text", default: "none" });
    });
    const refusals = await walk(database, [parts, typed, retyped, back, typed]);
    expect(refusals.get(3)).toBe("“size” of Parts has values that do not fit its new kind. Version 3 changed nothing.");
    expect(refusals.has(4)).toBe(false);
  }, 60_000);

  it("goes from single people to organizations and back, and keeps the accounts", async () => {
    const shared = edited(parts, (draft) => {
      draft.tenancy = "organization";
      for (const item of draft.entities) {
        item.owner = "org";
        for (const verb of ["read", "create", "update", "delete"] as const) item.access[verb] = [{ kind: "orgMember" }];
      }
    });
    const refusals = await walk(database, [parts, shared, parts]);
    expect([...refusals.keys()]).toEqual([2, 3]);
  }, 60_000);

  it("takes a blueprint of any text: the block ends where it should", () => {
    const hostile = edited(parts, (draft) => {
      entity(draft, "Part").fields.push(plain("note", { default: "end $migration$; drop table x; -- '" }));
    });
    const sql = contentOf(
      compileBlueprint(hostile, { history: [parts] }).files,
      "supabase/migrations/0004_version_2.sql",
    );
    expect(sql).toContain("do $migration1$\n");
    expect(sql.trim().endsWith("end $migration1$;")).toBe(true);
  });
});

describe("the comparison with a new project", () => {
  it("notices every single statement of a migration that is left out", async () => {
    const after = edited(wish(parts, "rename Part to Component; add price (money) to Components"), (draft) => {
      Object.assign(only(entity(draft, "Component").fields[0]), { unique: true });
      entity(draft, "Repair").access.update = [{ kind: "signedIn" }];
    });
    const { statements } = changeSchema(parts, after);
    const wanted = await database.catalogueOf(compileBlueprint(after).files);
    const survivors = await database.fresh(async () => {
      for (const file of migrationsOf(compileBlueprint(parts).files)) await database.db.exec(file.content);
      return await unnoticed(statements, wanted);
    });
    // Rights that a table keeps through its new name are given again with the new columns.
    expect(survivors.filter((statement) => !/^(?:revoke all|grant (?:select|delete|all)) /.test(statement))).toEqual(
      [],
    );
    expect(statements.length).toBeGreaterThan(20);
  }, 60_000);
});

/** Statements without which the schema is the same. Runs inside a transaction. */
async function unnoticed(statements: readonly string[], wanted: Catalogue): Promise<string[]> {
  const out: string[] = [];
  for (const [index, statement] of statements.entries()) {
    await database.db.exec("savepoint mutant");
    const rest = statements.filter((_item, at) => at !== index).map((item) => `${item};`);
    const refusal = await database.attempt(`do $all$ begin\n${rest.join("\n")}\nend $all$`);
    if (refusal === null && isSame(await database.catalogue(), wanted)) out.push(statement);
    await database.db.exec("rollback to savepoint mutant");
  }
  return out;
}

function isSame(got: Catalogue, wanted: Catalogue): boolean {
  try {
    sameCatalogue(got, wanted, "mutant");
    return true;
  } catch {
    return false;
  }
}

describe("reading SQL", () => {
  it("splits at semicolons outside of quotes, comments and bodies", () => {
    const sql =
      "-- a; b\nselect ';', \"x;y\"; create function f() as $$ begin; -- c\n end $$;\n-- it's\nselect 'a''; b'";
    expect(splitStatements(sql)).toEqual([
      "select ';', \"x;y\"",
      "create function f() as $$ begin; -- c\n end $$",
      "select 'a''; b'",
    ]);
  });

  it("orders renames so that no name is taken", () => {
    const swap = planRenames([
      { from: "a", to: "b" },
      { from: "b", to: "a" },
      { from: "c", to: "d" },
      { from: "e", to: "e" },
    ]);
    const names = new Map(["a", "b", "c", "e"].map((name) => [name, name]));
    for (const { from, to } of swap) {
      expect(names.has(to)).toBe(false);
      names.set(to, only(names.get(from)));
      names.delete(from);
    }
    expect([...names]).toEqual(
      expect.arrayContaining([
        ["b", "a"],
        ["a", "b"],
        ["d", "c"],
        ["e", "e"],
      ]),
    );
  });
});
