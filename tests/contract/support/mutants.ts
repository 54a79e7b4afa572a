import { sql } from "kysely";
import { apiKeyScopes, permissionNames, permissions, roles } from "@/lib/platform/auth/permissions";
import { rawDatabase } from "@/lib/platform/db/db";
import { createWorld, type World } from "../../factories/world";
import { type Executor, quote, readPolicies, readTables, type Table } from "./catalogue";
import { checkPermissions, checkPermissionTable, createScopeKeys } from "./permission-access";
import { isWorkspaceRoute } from "./requests";
import { rolledBack } from "./rolled-back";
import { loadRoutes } from "./routes";
import { checkAccess } from "./sql-access";

/** `complaint` is the first thing the checks said; without one the mutant survived. */
export type MutantResult = { name: string; complaint: string | undefined };
type Ask = { only: string | undefined; report: (result: MutantResult) => void };

/** @throws Error when the checks complain before anything was changed: then they prove nothing */
export async function runMutants(ask: Ask): Promise<MutantResult[]> {
  const world = await createWorld();
  return [...(await runDatabaseMutants(world, ask)), ...(await runPermissionMutants(world, ask))];
}

/** One rank too low, one rank too high. */
const neighbours: [role: string, other: string][] = [
  ["viewer", "editor"],
  ["editor", "viewer"],
  ["editor", "admin"],
  ["admin", "editor"],
  ["admin", "owner"],
];

/** Wherever a policy asks for one rank, of the workspace, the project or the assistant, it asks for the other. */
function shift(text: string, role: string, other: string): string {
  return ["my_workspaces", "my_project_grants", "my_assistants", "role_rank"].reduce(
    (result, name) => result.replaceAll(`${name}('${role}'`, `${name}('${other}'`),
    text,
  );
}

/**
 * Where a policy asks whose assistant or conversation it is, any visitor will do. Not inside a subquery: what messages and
 * citations look up in `conversations` passes that table's own policy, so nobody could tell the difference.
 */
const anyVisitor = (text: string): string =>
  text.replace(
    /(?<![\w.])\w+ = \( SELECT private\.actor_(assistant|visitor)_id\(\) AS \w+\)/g,
    "(select private.actor_$1_id()) is not null",
  );

/** What policies stand on, with a line less: function, what it asks, and a table that would miss it. */
const laxFunctions: [name: string, condition: RegExp, table: string][] = [
  [
    "private.my_assistants(text)",
    /a\.project_id is null or a\.project_id <> all \(.+\)(?=\);)/,
    "public.conversations",
  ],
  [
    "private.my_assistants(text)",
    /a\.workspace_id = any \(array\(select private\.my_workspaces\(p_min_role\)\)\)/,
    "public.leads",
  ],
  [
    "private.my_corpora()",
    /c\.assistant_id = any \(array\(select private\.my_assistants\('viewer'\)\)\)/,
    "public.chunks",
  ],
  ["private.my_corpora()", /(?<=or )c\.assistant_id = private\.actor_assistant_id\(\)/, "public.postings"],
];

async function functionMutants(db: Executor): Promise<DatabaseMutant[]> {
  const mutants: DatabaseMutant[] = [];
  for (const [name, condition, table] of laxFunctions) {
    const { rows } = await sql<{ body: string }>`select pg_get_functiondef(${name}::regprocedure) as body`.execute(db);
    const body = rows[0]?.body ?? "";
    if (!condition.test(body)) throw new Error(`${name} does not ask ${condition} any more`);
    mutants.push({ name: `${name} without ${condition.source}`, table, statement: body.replace(condition, "true") });
  }
  return mutants;
}

type DatabaseMutant = { name: string; table: string; statement: string };

async function databaseMutants(db: Executor, tables: Table[]): Promise<DatabaseMutant[]> {
  const mutants: DatabaseMutant[] = [];
  for (const { name, table, using, check } of await readPolicies(db)) {
    const on = `policy ${quote(name)} on ${table}`;
    mutants.push({ name: `drop ${table}.${name}`, table, statement: `drop ${on}` });
    if (using !== null)
      mutants.push({ name: `${table}.${name} using (true)`, table, statement: `alter ${on} using (true)` });
    if (check !== null)
      mutants.push({ name: `${table}.${name} with check (true)`, table, statement: `alter ${on} with check (true)` });
    if (using !== null && anyVisitor(using) !== using)
      mutants.push({
        name: `${table}.${name} for any visitor`,
        table,
        statement: `alter ${on} using (${anyVisitor(using)})`,
      });
    for (const [role, other] of neighbours) {
      const shifted = (text: string | null, words: string) =>
        text !== null && shift(text, role, other) !== text ? ` ${words} (${shift(text, role, other)})` : "";
      const change = shifted(using, "using") + shifted(check, "with check");
      if (change !== "")
        mutants.push({
          name: `${table}.${name} for ${other} instead of ${role}`,
          table,
          statement: `alter ${on}${change}`,
        });
    }
  }
  mutants.push(...(await functionMutants(db)));
  for (const { name } of tables)
    mutants.push({
      name: `${name} without row level security`,
      table: name,
      statement: `alter table ${name} disable row level security`,
    });
  return mutants;
}

/** Each mutant lives in a savepoint; nothing of it is left for the next one. */
async function runDatabaseMutants(world: World, { only, report }: Ask): Promise<MutantResult[]> {
  const db = await rawDatabase();
  const tables = await readTables(db);
  const mutants = (await databaseMutants(db, tables)).filter(
    ({ name }) => only === undefined || new RegExp(only).test(name),
  );
  if (mutants.length === 0) return [];
  return await rolledBack(async (tx) => {
    const before = await checkAccess(tx, world, { tables });
    if (before.length > 0) throw new Error(`the access checks fail without any mutant: ${JSON.stringify(before[0])}`);
    const results: MutantResult[] = [];
    for (const { name, table, statement } of mutants) {
      await sql`savepoint mutant`.execute(tx);
      await sql.raw(statement).execute(tx);
      const affected = tables.filter((candidate) => candidate.name === table);
      const [first] = await checkAccess(tx, world, { tables: affected, stopAfter: 1 });
      await sql`rollback to savepoint mutant`.execute(tx);
      const result = { name, complaint: first && `${first.actor} ${first.verb}, ${first.what}` };
      report(result);
      results.push(result);
    }
    return results;
  });
}

/** A change of a list in memory, and how to take it back. */
type ListMutant = {
  name: string;
  permission: (typeof permissionNames)[number] | undefined;
  list: string[];
  item: string;
};

function listMutants(): ListMutant[] {
  const mutants: ListMutant[] = [];
  for (const permission of permissionNames) {
    // Readonly only for the compiler: the pipeline reads the same array.
    const list = permissions[permission] as unknown as string[];
    for (const role of roles)
      mutants.push({
        name: `${list.includes(role) ? "take" : "give"} ${permission} ${role}`,
        permission,
        list,
        item: role,
      });
  }
  const scopes = apiKeyScopes as unknown as string[];
  for (const permission of permissionNames)
    mutants.push({
      name: `${scopes.includes(permission) ? "remove" : "add"} scope ${permission}`,
      permission: undefined,
      list: scopes,
      item: permission,
    });
  return mutants;
}

function toggle(list: string[], item: string): void {
  const at = list.indexOf(item);
  if (at >= 0) list.splice(at, 1);
  else list.push(item);
}

async function runPermissionMutants(world: World, { only, report }: Ask): Promise<MutantResult[]> {
  const mutants = listMutants().filter(({ name }) => only === undefined || new RegExp(only).test(name));
  if (mutants.length === 0) return [];
  const { routes } = await loadRoutes();
  const keys = await createScopeKeys(world);
  const before = [...checkPermissionTable(), ...(await checkPermissions(routes, world, keys))];
  if (before.length > 0) throw new Error(`the permission checks fail without any mutant: ${before[0]}`);
  const results: MutantResult[] = [];
  for (const { name, permission, list, item } of mutants) {
    toggle(list, item);
    // Roles are noticed by asking the routes; the table alone speaks only for permissions that no route uses.
    const used =
      permission !== undefined && routes.some((route) => isWorkspaceRoute(route) && route.permission === permission);
    const wrong = used ? await checkPermissions(routes, world, keys, permission) : checkPermissionTable();
    toggle(list, item);
    const result = { name, complaint: wrong[0] };
    report(result);
    results.push(result);
  }
  return results;
}
