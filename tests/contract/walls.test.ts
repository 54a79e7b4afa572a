import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { beforeAll, describe, expect, it } from "vitest";
import { permissionNames } from "@/lib/platform/auth/permissions";
import { rawDatabase } from "@/lib/platform/db/db";
import { addMember } from "../factories/people";
import { createWorld, type World } from "../factories/world";
import { expectedScopes } from "./access-matrix";
import { grantedColumns } from "./column-grants";
import { type Executor, literal, readTables, type Table } from "./support/catalogue";
import { type Actor, actorsOf } from "./support/expectation";
import { rolledBack } from "./support/rolled-back";
import { enterSql } from "./support/sql-access";
import { copyOf, insertSql, readLabels } from "./support/world-rows";

let world: World;
let tables: Table[];
let owner: Actor;

beforeAll(async () => {
  world = await createWorld();
  tables = await readTables(await rawDatabase());
  const found = actorsOf(world).find((actor) => actor.name === "owner");
  if (!found) throw new Error("the world has no owner");
  owner = found;
});

/** SQLSTATE of a statement that has to fail; undefined when it succeeded. */
async function errorOf(tx: Executor, statement: string): Promise<string | undefined> {
  await sql`savepoint attempt`.execute(tx);
  try {
    await sql.raw(statement).execute(tx);
    return undefined;
  } catch (error) {
    return error instanceof Error && "code" in error ? String(error.code) : String(error);
  } finally {
    await sql`rollback to savepoint attempt`.execute(tx);
  }
}

const as = (actor: Actor, statement: string) =>
  rolledBack(async (tx) => {
    await sql.raw(enterSql(actor, world)).execute(tx);
    return await errorOf(tx, statement);
  });
const asService = (statement: string) =>
  rolledBack(async (tx) => {
    await sql`set local role service_role`.execute(tx);
    return await errorOf(tx, statement);
  });

describe("column grants", () => {
  it("are exactly the stated ones", async () => {
    const { rows } = await sql<{ name: string; verb: string; columns: string[] }>`
      select n.nspname || '.' || c.relname as name, verb, json_agg(a.attname order by a.attname) as columns
      from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped,
        unnest(array['select', 'insert', 'update']) as verb
      where n.nspname in ('public', 'private') and c.relkind in ('r', 'p', 'v') and a.attgenerated = '' and has_column_privilege('authenticated', c.oid, a.attnum, verb)
      group by 1, 2 order by 1, 2`.execute(await rawDatabase());
    const all = new Map(tables.map((table) => [table.name, table.columns.toSorted().join()]));
    const found = Object.fromEntries(
      rows.map(({ name, verb, columns }) => [
        `${name} ${verb}`,
        columns.join() === all.get(name) ? "*" : columns.join(" "),
      ]),
    );
    expect(found).toEqual(grantedColumns);
  });

  it.each([
    ["a key's hash", "select hash from public.api_keys"],
    ["a deletion date", "update public.workspaces set deleted_at = now(), purge_at = now()"],
    ["one's own e-mail address", "update public.profiles set email = 'somebody@example.test'"],
    ["one's own verification", "update public.profiles set email_verified_at = now()"],
    ["a key's scopes", "update public.api_keys set scopes = array['projects.write']"],
    ["an invite's role", "update public.workspace_invites set role = 'owner'"],
    ["a project's build counter", "update public.projects set last_build_version = 99"],
    ["a template's owner", "select owner_workspace_id from public.templates"],
    ["a premium plan", "select blueprint from public.templates"],
    ["a template's uses", "update public.templates set use_count = 99"],
    ["a featured place", "update public.templates set featured = true"],
    [
      "a place in a workspace",
      "insert into public.workspace_members (workspace_id, user_id, role) select id, gen_random_uuid(), 'owner' from public.workspaces",
    ],
  ])("keep %s out of an owner's reach", async (_what, statement) => {
    expect(await as(owner, statement)).toBe("42501");
  });
});

describe("rows stay where they are", () => {
  it.each([
    "projects",
    "builds",
    "workspace_invites",
    "api_keys",
    "project_collaborators",
    "workspace_members",
    "template_uses",
  ])("%s: not even service_role moves one to another workspace", async (table) => {
    const statement = `update public.${table} set workspace_id = ${literal(world.b.id)} where workspace_id = ${literal(world.a.id)}`;
    expect(await asService(statement)).toBe("PT409");
    expect(await as(owner, statement)).toBe("42501");
  });

  it("a person with rights in both workspaces cannot move a row between them either", async () => {
    await addMember({ ...world.b, owner: world.b.owner }, "owner", world.owner);
    const move = `update public.projects set workspace_id = ${literal(world.b.id)} where id = ${literal(world.a.projectId)}`;
    expect(await as(owner, move)).toBe("42501");
    const granted = await rolledBack(async (tx) => {
      await sql`grant update on public.projects to authenticated`.execute(tx);
      await sql.raw(enterSql(owner, world)).execute(tx);
      return await errorOf(tx, move);
    });
    expect(granted).toBe("PT409");
  });

  it.each(["id", "created_at"])("%s of a project, a workspace and an invite is frozen", async (column) => {
    const value = column === "id" ? literal(randomUUID()) : "'2001-01-01'";
    for (const table of ["projects", "workspaces", "workspace_invites"])
      expect(
        await asService(
          `update public.${table} set ${column} = ${value} where id in (select id from public.${table} limit 1)`,
        ),
      ).toBe("PT409");
  });
});

describe("parents of another tenant are refused", () => {
  it.each(["public.builds", "public.project_collaborators", "public.workspace_invites"])("%s", async (name) => {
    const table = tables.find((candidate) => candidate.name === name);
    if (!table) throw new Error(`${name} is not in the catalogue`);
    const labels = await readLabels(await rawDatabase(), table, world);
    const mine = labels.find((label) => label.workspaces.includes(world.a.id) && label.row.project_id !== null);
    if (!mine) throw new Error(`the world has no row in ${name}`);
    const { version: _version, ...copy } = copyOf(table, mine, world);
    const columns = table.columns.filter((column) => column !== "version");
    const row = { ...copy, project_id: world.b.projectId };
    const refusal = await asService(insertSql(table, row, columns));
    expect(["23503", "PT404"]).toContain(refusal);
    expect(await asService(insertSql(table, { ...row, project_id: world.a.projectId }, columns))).toBeUndefined();
  });
});

describe("what happened stays", () => {
  it.each([
    ["api_keys", "revoked_at"],
    ["api_keys", "rotates_at"],
    ["workspace_invites", "revoked_at"],
    ["workspace_invites", "accepted_at"],
    ["workspace_invites", "declined_at"],
  ])("%s.%s is set once, whoever asks", async (table, column) => {
    const where = `where id = (select id from public.${table} where workspace_id = ${literal(world.a.id)} limit 1)`;
    for (const value of ["null", "now() + interval '1 day'"]) {
      const refusal = await rolledBack(async (tx) => {
        await sql.raw(`update public.${table} set ${column} = now() - interval '1 hour' ${where}`).execute(tx);
        await sql`set local role service_role`.execute(tx);
        return await errorOf(tx, `update public.${table} set ${column} = ${value} ${where}`);
      });
      expect(refusal).toBe("PT409");
    }
  });

  it.each([
    ["projects", "created_by", "name", "'Mine'"],
    ["builds", "created_by", "app_name", "'Mine'"],
    ["api_keys", "created_by", "name", "'Mine'"],
    ["workspace_invites", "invited_by", "role", "'viewer'"],
  ])("%s.%s cannot name somebody else", async (table, column, other, value) => {
    const statement = `insert into public.${table} (workspace_id, ${other}, ${column})
      values (${literal(world.a.id)}, ${value}, ${literal(world.viewer.id)})`;
    expect(await as(owner, statement)).toBe("42501");
  });

  it("a row's author is who asked", async () => {
    const author = await rolledBack(async (tx) => {
      await sql.raw(enterSql(owner, world)).execute(tx);
      const { rows } = await sql<{ created_by: string }>`
        insert into public.projects (workspace_id, name) values (${world.a.id}, 'Mine') returning created_by`.execute(
        tx,
      );
      return rows[0]?.created_by;
    });
    expect(author).toBe(world.owner.id);
  });
});

describe("API keys", () => {
  const insertKey = (
    scopes: string,
    n = "1",
  ) => `insert into public.api_keys (workspace_id, name, prefix, last4, hash, role, scopes)
    select ${literal(world.a.id)}, 'k', 'atr_live_', 'abcd', sha256(convert_to(gen_random_uuid()::text, 'UTF8')), 'viewer', ${scopes}
    from generate_series(1, ${n})`;

  it.each(["array['workspace.delete']", "array['projects.read', 'members.write']", "array['*']", "'{}'::text[]"])(
    "cannot be given the scopes %s",
    async (scopes) => expect(await as(owner, insertKey(scopes))).toBe("23514"),
  );

  it("know the scopes of the permission table and no others", async () => {
    for (const scope of permissionNames) {
      const refusal = await as(owner, insertKey(`array[${literal(scope)}]`));
      expect([scope, refusal]).toEqual([scope, expectedScopes.includes(scope) ? undefined : "23514"]);
    }
  });

  it("stop at a hundred, whichever door they come through", async () => {
    expect(await as(owner, insertKey("array['projects.read']", "101"))).toBe("PT409");
    expect(await asService(insertKey("array['projects.read']", "101"))).toBe("PT409");
  });
});

describe("append-only and truncation", () => {
  it("nobody empties a table", async () => {
    for (const table of tables) {
      for (const actor of actorsOf(world)) expect(await as(actor, `truncate ${table.name} cascade`)).toBe("42501");
      expect(await asService(`truncate ${table.name} cascade`)).toBe("42501");
    }
  });

  it("the audit log has no writer, not even the database's owner", async () => {
    for (const statement of ["update public.audit_logs set action = 'x.y'", "delete from public.audit_logs"]) {
      expect(await asService(statement)).toBe("42501");
      expect(await rolledBack((tx) => errorOf(tx, statement))).toBe("42501");
    }
    expect(await rolledBack((tx) => errorOf(tx, "truncate public.audit_logs"))).toBe("42501");
  });
});

it("anon reaches nothing of ours, not even a helper", async () => {
  const { rows } = await sql<{
    reach: boolean;
  }>`select has_schema_privilege('anon', 'private', 'usage') as reach`.execute(await rawDatabase());
  expect(rows).toEqual([{ reach: false }]);
});

describe("claims", () => {
  it("what a token says about roles and metadata counts for nothing", async () => {
    const seen = await rolledBack(async (tx) => {
      const claims = JSON.stringify({
        role: "authenticated",
        sub: world.stranger.id,
        user_metadata: { role: "owner" },
        app_metadata: { workspace_id: world.a.id },
      });
      await sql`select set_config('request.jwt.claims', ${claims}, true), set_config('role', 'authenticated', true)`.execute(
        tx,
      );
      const { rows } = await sql<{ id: string }>`select id from public.projects`.execute(tx);
      return rows.length;
    });
    expect(seen).toBe(0);
  });

  it.each(["{}", '{"role":"authenticated"}', '{"sub":""}', '{"sub":null}'])("%s sees nothing", async (claims) => {
    for (const table of tables.filter((candidate) => candidate.schema === "public")) {
      const seen = await rolledBack(async (tx) => {
        await sql`select set_config('request.jwt.claims', ${claims}, true), set_config('role', 'authenticated', true)`.execute(
          tx,
        );
        const { rows } = await sql
          .raw<{ count: number }>(`select count(*)::int as count from ${table.name}`)
          .execute(tx)
          .catch(() => ({ rows: [{ count: 0 }] }));
        return rows[0]?.count;
      });
      expect([table.name, seen]).toEqual([table.name, 0]);
    }
  });
});
