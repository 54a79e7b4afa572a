import { VERBS, type Verb } from "../../blueprint/blueprint.schema";
import { sqlIdent } from "../escape";
import type { Model, TableModel } from "../model";
import { insertColumns, updateColumns } from "./columns";
import {
  anonExpression,
  authenticatedExpression,
  joinAnd,
  linkChecks,
  sharedIds,
  tiedTables,
  tieFunction,
} from "./rules";

export type PolicyFact = { table: string; policy: string; command: string; role: "authenticated" | "anon" };

const SQL_VERB: Record<Verb, string> = { read: "select", create: "insert", update: "update", delete: "delete" };

/** Helper functions, grants and policies of every table. */
export function accessSql(model: Model): string {
  return [
    "-- Rows tied to the caller. SECURITY DEFINER so that a policy never runs another table's policies.",
    ...inDependencyOrder(model, tiedTables(model)).map((table) => tieSql(model, table)),
    ...model.tables.map((table) => tableAccessSql(model, table)),
  ].join("\n");
}

/** Every policy this compiler emits for the entities, for the catalog test. */
export function policyFacts(model: Model): PolicyFact[] {
  return model.tables.flatMap((table) => policies(model, table).map((policy) => policy.fact));
}

function inDependencyOrder(model: Model, tables: readonly TableModel[]): TableModel[] {
  const done: TableModel[] = [];
  const place = (table: TableModel): void => {
    if (done.includes(table)) return;
    const body = tieBody(model, table);
    for (const other of tables) {
      if (other !== table && new RegExp(`${tieFunction(other)}\\(`).test(body)) place(other);
    }
    done.push(table);
  };
  for (const table of tables) place(table);
  return done;
}

function tieBody(model: Model, table: TableModel): string {
  const from = `public.${sqlIdent(table.table)}`;
  const parts = table.hasOwner ? [`select t.id from ${from} t where t.owner_id = (select auth.uid())`] : [];
  for (const rule of table.entity.access.read) {
    if (rule.kind === "relatedOwner") {
      const link = table.links.find((item) => item.relation.id === rule.relation);
      if (!link) continue;
      const mine = link.target ? `in (select ${tieFunction(link.target)}())` : "= (select auth.uid())";
      parts.push(`select t.id from ${from} t where t.${sqlIdent(link.column)} ${mine}`);
    }
    if (rule.kind === "sharedVia") {
      const ids = sharedIds(model, table, rule.relation);
      if (ids) parts.push(ids);
    }
  }
  return parts.length === 0 ? "select null::uuid where false" : parts.join("\n  union\n  ");
}

function tieSql(model: Model, table: TableModel): string {
  const name = tieFunction(table);
  return `create function ${name}() returns setof uuid
language sql stable security definer set search_path = '' as $$
  ${tieBody(model, table)}
$$;
revoke all on function ${name}() from public, anon;
grant execute on function ${name}() to authenticated;
`;
}

type Policy = { fact: PolicyFact; sql: string };

function policies(model: Model, table: TableModel): Policy[] {
  return VERBS.flatMap((verb) => {
    const out: Policy[] = [];
    const signedIn = authenticatedExpression(model, table, verb);
    const anonymous = anonExpression(table, verb);
    if (signedIn !== null) out.push(policy(table, verb, { role: "authenticated", expression: signedIn }));
    if (anonymous !== null) out.push(policy(table, verb, { role: "anon", expression: anonymous }));
    return out;
  });
}

function policy(table: TableModel, verb: Verb, who: { role: "authenticated" | "anon"; expression: string }): Policy {
  const command = SQL_VERB[verb];
  const name = `${table.table}_${command}${who.role === "anon" ? "_anon" : ""}`.slice(0, 63);
  const allowed = verb === "read" ? who.expression : statedOpenly(who);
  const checked = joinAnd([allowed, ...linkChecks(table)]);
  const clauses = {
    read: `using (${who.expression})`,
    create: `with check (${checked})`,
    update: `using (${allowed})\n  with check (${checked})`,
    delete: `using (${allowed})`,
  };
  return {
    fact: { table: table.table, policy: name, command, role: who.role },
    sql: `create policy ${sqlIdent(name)} on public.${sqlIdent(table.table)} for ${command} to ${who.role}\n  ${clauses[verb]};`,
  };
}

/** A change that anybody may make says whom it means: Supabase's linter takes a bare `true` for a mistake. */
function statedOpenly(who: { role: "authenticated" | "anon"; expression: string }): string {
  if (who.expression !== "true") return who.expression;
  return who.role === "anon" ? "(select auth.uid()) is null" : "(select auth.uid()) is not null";
}

function tableAccessSql(model: Model, table: TableModel): string {
  const name = `public.${sqlIdent(table.table)}`;
  const all = policies(model, table);
  const allowed = (role: string, command: string): boolean =>
    all.some(({ fact }) => fact.role === role && fact.command === command);
  const grants = (["authenticated", "anon"] as const).flatMap((role) => {
    const lines: string[] = [];
    if (allowed(role, "select")) lines.push(`grant select on ${name} to ${role};`);
    if (allowed(role, "insert"))
      lines.push(`grant insert (${insertColumns(table).map(sqlIdent).join(", ")}) on ${name} to ${role};`);
    if (allowed(role, "update"))
      lines.push(`grant update (${updateColumns(table).map(sqlIdent).join(", ")}) on ${name} to ${role};`);
    if (allowed(role, "delete")) lines.push(`grant delete on ${name} to ${role};`);
    return lines;
  });
  return [
    `revoke all on ${name} from public, anon, authenticated;`,
    ...grants,
    `grant all on ${name} to service_role;`,
    ...all.map((item) => item.sql),
    "",
  ].join("\n");
}
