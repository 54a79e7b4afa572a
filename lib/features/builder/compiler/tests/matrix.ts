import { sqlIdent, sqlText } from "../escape";
import { isFileColumn, type Model, type TableModel } from "../model";
import { policyFacts } from "../sql/access";
import { insertColumns, updateColumns } from "../sql/columns";
import { builtInChecks, builtInPolicies } from "./built-in-checks";
import { type Check, type Context, orgId, ROW_NUMBER, rowId } from "./cells";
import { sampleRow } from "./samples";
import { AccessOracle, type Actor, makeActors, type RowKey, rowKeys, rowOrg } from "./simulate";

export type AccessMatrix = {
  actors: { key: string; id: string | null }[];
  setup: string[];
  checks: Check[];
  tables: string[];
  policies: { table: string; policy: string; command: string; role: string }[];
  /** Tables where row level security alone stands between some account and some row. */
  guarded: string[];
};

type Value = string | number | boolean | string[] | null;

/** Everything the generated access tests need: accounts, rows, and who may do what to each of them. */
export function accessMatrix(model: Model): AccessMatrix {
  const actors = makeActors(model);
  const oracle = new AccessOracle(model);
  const context: Context = { model, actors, oracle };
  const checks = model.tables.flatMap((table) => rowKeys(model).flatMap((row) => tableChecks(context, table, row)));
  const built = builtInPolicies(model);
  return {
    actors: actors.map(({ key, id }) => ({ key, id })),
    setup: [...accountSetup(model, actors), ...rowSetup(context)],
    checks: [...checks, ...model.entities.flatMap((table) => fileChecks(context, table)), ...builtInChecks(context)],
    tables: [...new Set([...built.map((fact) => fact.table), ...model.tables.map((table) => table.table)])].sort(),
    policies: [...built, ...policyFacts(model)],
    guarded: guardedTables(model, checks),
  };
}

/** Without a grant nobody gets through even when RLS is off; those tables cannot show the difference. */
function guardedTables(model: Model, checks: readonly Check[]): string[] {
  const signedIn = makeActors(model).filter((actor) => actor.id !== null).length;
  const own = checks.filter((check) => check.allowed.some((key) => key !== "anon") && withoutAnon(check) < signedIn);
  const always = model.isOrg
    ? ["profiles", "organizations", "organization_members", "organization_invites"]
    : ["profiles"];
  return [...new Set([...always, ...own.map((check) => check.table)])];
}

const withoutAnon = (check: Check): number => check.allowed.filter((key) => key !== "anon").length;

function accountSetup(model: Model, actors: readonly Actor[]): string[] {
  const people = actors.filter((actor) => actor.id !== null);
  const users = people.map(
    (actor) =>
      `insert into auth.users (id, email, email_confirmed_at) values (${sqlText(actor.id ?? "")}, ${sqlText(`${actor.key}@example.invalid`)}, now());`,
  );
  if (!model.isOrg) {
    const roles = people.map(
      (actor) =>
        `update public.profiles set role = ${sqlText(actor.role ?? model.defaultRole)} where id = ${sqlText(actor.id ?? "")};`,
    );
    return [...users, ...roles];
  }
  return [
    ...users,
    ...(["a", "b"] as const).map(
      (org) =>
        `insert into public.organizations (id, name, created_by) values (${sqlText(orgId(org))}, 'Organization ${org}', null);`,
    ),
    ...people
      .filter((actor) => actor.org !== null)
      .map(
        (actor) =>
          `insert into public.organization_members (org_id, user_id, role) values (${sqlText(orgId(actor.org ?? "a"))}, ${sqlText(actor.id ?? "")}, ${sqlText(actor.role ?? model.defaultRole)});`,
      ),
    `insert into public.organization_invites (org_id, email, role) values (${sqlText(orgId("a"))}, 'invited@example.invalid', ${sqlText(model.defaultRole)});`,
    `insert into public.organization_invites (org_id, email, role) values (${sqlText(orgId("b"))}, 'somebody@example.invalid', ${sqlText(model.defaultRole)});`,
  ];
}

function accountId(actors: readonly Actor[], key: string): string | null {
  return actors.find((actor) => actor.key === key)?.id ?? null;
}

function rowSetup(context: Context): string[] {
  const { model } = context;
  const placed = new Set<TableModel>();
  const statements: string[] = [];
  const later: string[] = [];
  for (const table of model.tables) {
    placed.add(table);
    for (const row of rowKeys(model)) {
      const values = fixtureValues(context, table, row);
      for (const link of table.links) {
        if (!link.target || placed.has(link.target)) continue;
        later.push(
          `update public.${sqlIdent(table.table)} set ${sqlIdent(link.column)} = ${literal(values[link.column] ?? null)} where id = ${sqlText(rowId(model, table, row))};`,
        );
        values[link.column] = null;
      }
      for (const file of table.columns.filter(isFileColumn)) {
        statements.push(
          `insert into storage.objects (bucket_id, name) values ('uploads', ${literal(values[file.column] ?? null)});`,
        );
      }
      statements.push(insertSql(table, { id: rowId(model, table, row), ...values }));
    }
  }
  return [...statements, ...later];
}

export function fixtureValues(context: Context, table: TableModel, row: RowKey): Record<string, Value> {
  const { model, actors } = context;
  const owner = accountId(actors, row);
  const values: Record<string, Value> = {};
  const org = rowOrg(model, row);
  if (org) values.org_id = orgId(org);
  if (table.hasOwner) values.owner_id = owner;
  for (const link of table.links) values[link.column] = link.target ? rowId(model, link.target, row) : owner;
  Object.assign(values, sampleRow(table, ROW_NUMBER[row]));
  for (const rule of table.entity.access.read) {
    if (rule.kind === "column" && row === "alice") values[rule.field] = true;
  }
  for (const file of table.columns.filter(isFileColumn)) {
    values[file.column] = `${owner ?? "none"}/${table.table}-${file.column}.pdf`;
  }
  return { ...values, ...requiredByChildren(model, table) };
}

/** A child that may only exist when its parent has a value needs fixtures where the parent has it. */
function requiredByChildren(model: Model, table: TableModel): Record<string, Value> {
  const out: Record<string, Value> = {};
  for (const child of model.tables) {
    const rule = child.entity.onlyWhen;
    const link = child.links.find((item) => item.relation.id === rule?.relation);
    const column = table.columns.find((item) => item.field.key === rule?.field);
    if (rule && link?.target === table && column) out[column.column] = rule.value;
  }
  return out;
}

export function literal(value: Value): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return `array[${value.map(sqlText).join(", ")}]::text[]`;
  return typeof value === "string" ? sqlText(value) : String(value);
}

function insertSql(table: TableModel, values: Record<string, Value>): string {
  const columns = Object.keys(values);
  return `insert into public.${sqlIdent(table.table)} (${columns.map(sqlIdent).join(", ")}) values (${columns.map((column) => literal(values[column] ?? null)).join(", ")});`;
}

function tableChecks(context: Context, table: TableModel, row: RowKey): Check[] {
  const { actors, oracle, model } = context;
  const name = `public.${sqlIdent(table.table)}`;
  const id = sqlText(rowId(model, table, row));
  const who = (allowed: (actor: Actor) => boolean): string[] => actors.filter(allowed).map((actor) => actor.key);
  const check = (verb: string, sql: string, allowed: string[]): Check => ({
    table: table.table,
    title: `${verb} ${row}'s row`,
    sql,
    allowed,
  });
  const column = sqlIdent(updateColumns(table)[0] ?? "id");
  const checks = [
    check(
      "select",
      `select id from ${name} where id = ${id}`,
      who((actor) => oracle.canRead(actor, table, row)),
    ),
    check(
      "update",
      `update ${name} set ${column} = ${column} where id = ${id} returning id`,
      who((actor) => table.entity.access.update.length > 0 && oracle.canUpdate(actor, table, row)),
    ),
    check(
      "delete",
      `delete from ${name} where id = ${id} returning id`,
      who((actor) => oracle.canDelete(actor, table, row)),
    ),
    check(
      "insert next to",
      newRowSql(context, table, { row, owner: ":actor" }),
      who((actor) => oracle.canInsert(actor, table, { row, forged: false })),
    ),
  ];
  if (!table.hasOwner || row === "alice") return checks;
  const stranger = (actor: Actor): boolean => actor.key !== row;
  return [
    ...checks,
    {
      table: table.table,
      title: `insert a row that pretends to be ${row}'s`,
      sql: newRowSql(context, table, { row, owner: accountId(actors, row) }),
      allowed: who((actor) => oracle.canInsert(actor, table, { row, forged: stranger(actor) })),
    },
  ];
}

/** `:actor` in the statement is replaced by the acting account, or null for anon. */
function newRowSql(context: Context, table: TableModel, options: { row: RowKey; owner: string | null }): string {
  const { row, owner } = options;
  const values: Record<string, Value> = {
    ...fixtureValues(context, table, row),
    ...sampleRow(table, 7 + ROW_NUMBER[row]),
  };
  for (const file of table.columns.filter(isFileColumn)) values[file.column] = null;
  const columns = insertColumns(table).filter((column) => column === "owner_id" || (values[column] ?? null) !== null);
  const sqlValues = columns.map((column) => {
    if (column !== "owner_id") return literal(values[column] ?? null);
    return owner === ":actor" ? ":actor" : literal(owner);
  });
  const list =
    columns.length > 0 ? `(${columns.map(sqlIdent).join(", ")}) values (${sqlValues.join(", ")})` : "default values";
  return `insert into public.${sqlIdent(table.table)} ${list}`;
}

function fileChecks(context: Context, table: TableModel): Check[] {
  const { actors, oracle, model } = context;
  const path = (row: RowKey, column: string): string =>
    `${accountId(actors, row) ?? "none"}/${table.table}-${column}.pdf`;
  return table.columns.filter(isFileColumn).flatMap(({ column }) => [
    ...rowKeys(model).map(
      (row): Check => ({
        table: "storage.objects",
        title: `read the file of ${row}'s row in ${table.table}`,
        sql: `select name from storage.objects where name = ${sqlText(path(row, column))}`,
        allowed: actors
          .filter((actor) => actor.key === row || oracle.canRead(actor, table, row))
          .map((actor) => actor.key),
      }),
    ),
    {
      table: table.table,
      title: `attach bob's file to alice's row (${column})`,
      sql: `update public.${sqlIdent(table.table)} set ${sqlIdent(column)} = ${sqlText(path("bob", column))} where id = ${sqlText(rowId(model, table, "alice"))} returning id`,
      allowed: actors
        .filter((actor) => actor.key === "bob" && oracle.canUpdate(actor, table, "alice"))
        .map((actor) => actor.key),
    },
  ]);
}
