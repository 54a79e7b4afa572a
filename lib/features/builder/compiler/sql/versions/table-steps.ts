import { sqlIdent, sqlText } from "../../escape";
import type { Model } from "../../model";
import type { ColumnPair, Match, TablePair } from "./match";
import { planRenames } from "./renames";
import { type ColumnSpec, type ConstraintSpec, quoted, type TableSpec } from "./table-specs";
import { neutralValue, newChoice, pairChoices } from "./values";

/** A constraint before and after, told apart from new ones by what it says under the new names. */
export type ConstraintPlan = {
  gone: { table: TableSpec; constraint: ConstraintSpec }[];
  renamed: { table: TableSpec; from: string; to: string }[];
  added: { table: TableSpec; constraint: ConstraintSpec }[];
};

/** `viewed` are the old tables under their new names, in the order of the old ones. */
export function planConstraints(match: Match, viewed: ReadonlyMap<string, TableSpec>): ConstraintPlan {
  const plan: ConstraintPlan = { gone: [], renamed: [], added: [] };
  for (const pair of match.pairs) planOf(pair, viewed.get(pair.before.id), plan);
  for (const table of match.gone)
    for (const constraint of table.constraints) if (constraint.isForeign) plan.gone.push({ table, constraint });
  for (const table of match.added)
    for (const constraint of table.constraints) if (!constraint.isInline) plan.added.push({ table, constraint });
  return plan;
}

function planOf({ before, after }: TablePair, viewed: TableSpec | undefined, plan: ConstraintPlan): void {
  const open = new Set(after.constraints);
  before.constraints.forEach((constraint, index) => {
    const definition = viewed?.constraints[index]?.definition;
    const kept = [...open].find((item) => item.definition === definition);
    if (!kept) plan.gone.push({ table: before, constraint });
    else {
      open.delete(kept);
      plan.renamed.push({ table: after, from: constraint.name, to: kept.name });
    }
  });
  for (const constraint of open) plan.added.push({ table: after, constraint });
}

/** Foreign keys go first and come last: they lean on the keys of other tables. */
export function dropConstraints(plan: ConstraintPlan): string[] {
  const inOrder = [...plan.gone].sort((a, b) => Number(b.constraint.isForeign) - Number(a.constraint.isForeign));
  return inOrder.map(
    ({ table, constraint }) => `alter table ${quoted(table)} drop constraint ${sqlIdent(constraint.name)}`,
  );
}

/** Rows that break a new rule are named in a sentence, and nothing is changed. */
export function addConstraints(plan: ConstraintPlan): string[] {
  const inOrder = [...plan.added].sort((a, b) => Number(a.constraint.isForeign) - Number(b.constraint.isForeign));
  return inOrder.map(({ table, constraint }) => {
    const add = `alter table ${quoted(table)} add constraint ${sqlIdent(constraint.name)} ${constraint.definition}`;
    return explained(add, `${table.label} hold rows that break a new rule (${constraint.name}).`);
  });
}

/** A statement that rows can stand in the way of, with a sentence for that case. */
function explained(statement: string, sentence: string): string {
  return `begin
  ${statement};
exception when check_violation or unique_violation or exclusion_violation or foreign_key_violation then
  raise exception '%', ${sqlText(`${sentence} Correct them first; nothing was changed.`)} using errcode = sqlstate, detail = sqlerrm;
end`;
}

export function removeParts(match: Match): string[] {
  const ofTables = match.pairs.flatMap(({ before, kept, gone }) => [
    ...kept
      .filter((pair) => pair.before.generated !== null && pair.after.generated === null)
      .map((pair) => `alter table ${quoted(before)} alter column ${sqlIdent(pair.before.name)} drop expression`),
    ...productsLast(gone)
      .reverse()
      .map((column) => `alter table ${quoted(before)} drop column ${sqlIdent(column.name)}`),
  ]);
  return [...ofTables, ...match.gone.map((table) => `drop table ${quoted(table)}`)];
}

const productsLast = (columns: readonly ColumnSpec[]): ColumnSpec[] =>
  [...columns].sort((a, b) => Number(a.generated !== null) - Number(b.generated !== null));

export function renameTables(match: Match): string[] {
  const tables = planRenames(match.pairs.map(({ before, after }) => ({ from: before.name, to: after.name })));
  const columns = match.pairs.flatMap(({ after, kept }) =>
    planRenames(kept.map((pair) => ({ from: pair.before.name, to: pair.after.name }))).map(
      ({ from, to }) => `alter table ${quoted(after)} rename column ${sqlIdent(from)} to ${sqlIdent(to)}`,
    ),
  );
  return [
    ...tables.map(({ from, to }) => `alter table public.${sqlIdent(from)} rename to ${sqlIdent(to)}`),
    ...columns,
  ];
}

/** From here on everything has its new name. Types, new columns, values and defaults, table by table. */
export function changeColumns(match: Match, models: { before: Model; after: Model }): string[] {
  return match.pairs.flatMap((pair) => [
    ...pair.kept.flatMap((item) => castColumn(pair.after, item)),
    ...productsLast(pair.added).map((column) => addColumn(pair.after, column)),
    ...pair.kept.flatMap((item) => changeValues(pair.after, item, models)),
    ...pair.added.flatMap((column) => (needsFilling(column) ? fill(pair.after, column) : [])),
    ...pair.kept.flatMap((item) => finishColumn(pair.after, item)),
  ]);
}

const alter = (table: TableSpec, column: ColumnSpec, change: string): string =>
  `alter table ${quoted(table)} alter column ${sqlIdent(column.name)} ${change}`;

/** A migration is nobody's edit: no history, no new time of change, no rule about who may do it. */
const unnoticed = (table: TableSpec, statement: string): string[] => [
  `alter table ${quoted(table)} disable trigger user`,
  statement,
  `alter table ${quoted(table)} enable trigger user`,
];

function castColumn(table: TableSpec, { before, after, cast }: ColumnPair): string[] {
  const name = sqlIdent(after.name);
  const out: string[] = [];
  if (before.default !== null && (cast !== null || before.default !== after.default))
    out.push(alter(table, after, "drop default"));
  if (before.notNull && (cast !== null || !after.notNull)) out.push(alter(table, after, "drop not null"));
  if (!cast) return out;
  if (cast.clearsFirst && cast.loses)
    out.push(...unnoticed(table, `update ${quoted(table)} set ${name} = null where ${cast.loses(name)}`));
  return [...out, alter(table, after, `type ${after.type} using ${cast.using(name)}`)];
}

const needsFilling = (column: ColumnSpec): boolean => column.notNull && column.default === null;

function addColumn(table: TableSpec, column: ColumnSpec): string {
  const words = [`alter table ${quoted(table)} add column ${sqlIdent(column.name)} ${column.type}`];
  if (column.generated !== null) words.push(`generated always as (${column.generated}) stored`);
  if (column.notNull && column.default !== null) words.push("not null");
  // A new row belongs to whoever adds it; the rows that are there belong to nobody yet.
  if (column.default !== null) words.push(`default ${column.default}`);
  return words.join(" ");
}

function changeValues(table: TableSpec, pair: ColumnPair, models: { before: Model; after: Model }): string[] {
  const choices = pairChoices(pair, models);
  if (!choices) return [];
  const { after } = pair;
  const name = sqlIdent(after.name);
  const otherwise = (after.notNull ? neutralValue(after) : null) ?? "null";
  const value = newChoice(name, after.type, { choices, otherwise });
  return unnoticed(table, `update ${quoted(table)} set ${name} = ${value} where ${name} is not null`);
}

/** Rows without a value get the default or a neutral one; rows nothing neutral exists for are removed, after the guard. */
function fill(table: TableSpec, column: ColumnSpec): string[] {
  const name = sqlIdent(column.name);
  const value = neutralValue(column);
  const statement =
    value === null
      ? explained(
          `delete from ${quoted(table)} where ${name} is null`,
          `Other rows still need ${table.label} without “${column.label}”.`,
        )
      : `update ${quoted(table)} set ${name} = ${value} where ${name} is null`;
  return [...unnoticed(table, statement), alter(table, column, "set not null")];
}

function finishColumn(table: TableSpec, { before, after, cast }: ColumnPair): string[] {
  const out: string[] = [];
  if (after.default !== null && (cast !== null || before.default !== after.default))
    out.push(alter(table, after, `set default ${after.default}`));
  if (after.notNull && (cast !== null || !before.notNull)) out.push(...fill(table, after));
  return out;
}
