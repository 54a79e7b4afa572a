import type { Rule, Verb } from "../../blueprint/blueprint.schema";
import { sqlIdent, sqlText } from "../escape";
import { findLink, type LinkColumn, type Model, type TableModel } from "../model";

const UID = "(select auth.uid())";
const MEMBER = "org_id = any(array(select private.my_orgs()))";

export const tieFunction = (table: TableModel): string => `private.tied_${table.table}`;

/** What `authenticated` must satisfy for a verb, or null when no signed-in person may. */
export function authenticatedExpression(model: Model, table: TableModel, verb: Verb): string | null {
  const rules = table.entity.access[verb];
  if (rules.length === 0) return null;
  const roleKeys = rules.flatMap((rule) => (rule.kind === "role" ? [rule.role] : []));
  const parts: string[] = [];
  if (roleKeys.length > 0) parts.push(roleExpression(model, roleKeys));
  const rowRules = rules.filter((rule) => rule.kind !== "role");
  const mayNameOwner = verb !== "create" || !table.hasOwner;
  const open = rowRules.flatMap((rule) => {
    const sql = rowExpression(model, table, rule);
    if (sql === null) return [];
    return [mayNameOwner || rule.kind === "owner" ? sql : joinAnd([sql === "true" ? null : sql, `owner_id = ${UID}`])];
  });
  if (open.length > 0) parts.push(withMembership(model, [...new Set(open)]));
  return parts.length === 0 ? null : joinOr(parts);
}

/** What `anon` must satisfy, or null when people without an account may not. */
export function anonExpression(table: TableModel, verb: Verb): string | null {
  const rules = table.entity.access[verb];
  if (rules.some((rule) => rule.kind === "anyone")) {
    return verb === "create" && table.hasOwner ? "owner_id is null" : "true";
  }
  const flags = rules.flatMap((rule) => (rule.kind === "column" ? [flagColumn(table, rule.field)] : []));
  return verb === "read" && flags.length > 0 ? joinOr(flags) : null;
}

/** The column of a field, so that the rule follows the column when only the name of the field changes. */
const flagColumn = (table: TableModel, key: string): string =>
  sqlIdent(table.columns.find((item) => item.field.key === key)?.column ?? key);

function roleExpression(model: Model, roleKeys: readonly string[]): string {
  const list = [...new Set(roleKeys)].map(sqlText).join(", ");
  return model.isOrg
    ? `org_id = any(array(select private.my_orgs(array[${list}])))`
    : `(select private.my_role()) in (${list})`;
}

/** Row rules never cross tenants: in organization tenancy they only count inside one's own organizations. */
function withMembership(model: Model, parts: readonly string[]): string {
  if (!model.isOrg || parts.includes("true")) return joinOr(parts);
  const others = parts.filter((part) => part !== MEMBER);
  if (others.length < parts.length) return MEMBER;
  return joinAnd([MEMBER, joinOr(others)]);
}

function rowExpression(model: Model, table: TableModel, rule: Rule): string | null {
  switch (rule.kind) {
    case "anyone":
      return "true";
    case "signedIn":
      return `${UID} is not null`;
    case "owner":
      return `owner_id = ${UID}`;
    case "orgMember":
      return MEMBER;
    case "column":
      return flagColumn(table, rule.field);
    case "relatedOwner": {
      const link = table.links.find((item) => item.relation.id === rule.relation);
      return link ? belongsToMe(link) : null;
    }
    case "sharedVia": {
      const ids = sharedIds(model, table, rule.relation);
      return ids ? `id = any(array(select ${tieFunction(table)}()))` : null;
    }
    case "role":
      return null;
  }
}

function belongsToMe(link: LinkColumn): string {
  const column = sqlIdent(link.column);
  return link.target ? `${column} = any(array(select ${tieFunction(link.target)}()))` : `${column} = ${UID}`;
}

/** The select that yields ids of rows somebody is linked to through `relationId`. */
export function sharedIds(model: Model, table: TableModel, relationId: string): string | null {
  const direct = findLink(model, relationId);
  if (direct && direct.link.target === table) {
    return `select c.${sqlIdent(direct.link.column)} from public.${sqlIdent(direct.table.table)} c where c.id in (select ${tieFunction(direct.table)}())`;
  }
  const link = model.links.find((item) => item.relation.id === relationId);
  const own = link?.table.links.find((item) => item.target === table);
  const other = link?.table.links.find((item) => item !== own);
  if (!link || !own || !other?.target) return null;
  return `select c.${sqlIdent(own.column)} from public.${sqlIdent(link.table.table)} c where c.${sqlIdent(other.column)} in (select ${tieFunction(other.target)}())`;
}

/** Tables whose "rows tied to me" some policy or another tie needs. */
export function tiedTables(model: Model): TableModel[] {
  const needed = new Set<TableModel>();
  const need = (table: TableModel | null | undefined): void => {
    if (!table || needed.has(table)) return;
    needed.add(table);
    for (const rule of table.entity.access.read) visit(table, rule);
  };
  const visit = (table: TableModel, rule: Rule): void => {
    if (rule.kind === "relatedOwner") need(table.links.find((item) => item.relation.id === rule.relation)?.target);
    if (rule.kind === "sharedVia") {
      need(table);
      const direct = findLink(model, rule.relation);
      if (direct) need(direct.table);
      for (const item of model.links.find((link) => link.relation.id === rule.relation)?.table.links ?? []) {
        if (item.target !== table) need(item.target);
      }
    }
  };
  for (const table of model.tables) {
    for (const rules of Object.values(table.entity.access)) for (const rule of rules) visit(table, rule);
  }
  return [...needed];
}

/**
 * Extra conditions on new row contents: linked rows must be visible to the writer, or a foreign key could be used to
 * attach to, or learn about, somebody else's row.
 */
export function linkChecks(table: TableModel): string[] {
  return table.links.map((link) => {
    const column = sqlIdent(link.column);
    const target = link.target ? sqlIdent(link.target.table) : "profiles";
    const exists = `exists (select 1 from public.${target} r where r.id = ${column})`;
    return link.relation.required ? exists : `(${column} is null or ${exists})`;
  });
}

export const joinOr = (parts: readonly string[]): string =>
  parts.length === 1 ? (parts[0] ?? "") : `(${parts.join(" or ")})`;

export function joinAnd(parts: readonly (string | null)[]): string {
  const kept = parts.filter((part): part is string => part !== null && part !== "true");
  if (kept.length === 0) return "true";
  return kept.length === 1 ? (kept[0] ?? "") : `(${kept.join(" and ")})`;
}
