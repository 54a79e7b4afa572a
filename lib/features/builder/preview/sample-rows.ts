import { isStored, type LinkColumn, type Model, type TableModel } from "../compiler/model";
import { uuid } from "../compiler/tests/simulate";
import type { Person, Row, Value } from "./runtime/types";
import { dayFrom, FIRST_NAMES, LAST_NAMES, sampleValue } from "./sample-values";

const ROWS = 8;
const DAY_MS = 86_400_000;

/** One account for every role, and a second ordinary one, so that "somebody else's" is never empty. */
export function samplePeople(model: Model): Person[] {
  const roles = [...model.roles.map((role) => role.key), model.defaultRole];
  return roles.map((role, index) => {
    const first = FIRST_NAMES.at(-1 - (index % 10)) ?? "";
    const last = LAST_NAMES.at(-3 - (index % 8)) ?? "";
    return { id: uuid(1, index + 1), name: `${first} ${last}`, email: `${first.toLowerCase()}@example.com`, role };
  });
}

type Sample = { rows: Record<string, Row[]>; pairs: Record<string, [string, string][]> };
type Context = { model: Model; people: Person[]; today: string; rows: Record<string, Row[]> };

export function sampleRows(model: Model, people: Person[], today: string): Sample {
  const context: Context = { model, people, today, rows: {} };
  for (const table of model.tables.filter((item) => !item.isLink)) {
    const at = model.entities.indexOf(table);
    const rows: Row[] = [];
    context.rows[table.entity.key] = rows;
    for (let n = 0; n < ROWS; n += 1) {
      const row = makeRow(context, table, { n, id: uuid(100 + at, n + 1) });
      if (row && !repeats(table, rows, row)) rows.push(row);
    }
  }
  const pairs = model.links.map(({ table, from, to }) => {
    const own = context.rows[from.entity.key] ?? [];
    const other = (context.rows[to.entity.key] ?? []).map((row) => row.id);
    const linked = own.flatMap((row, n) =>
      [other[n % other.length], other[(n * 3 + 1) % other.length]]
        .filter((id, index, all) => id !== undefined && id !== row.id && all.indexOf(id) === index)
        .map((id): [string, string] => [row.id, String(id)]),
    );
    return [table.entity.key, linked] as const;
  });
  return { rows: context.rows, pairs: Object.fromEntries(pairs) };
}

function makeRow(context: Context, table: TableModel, { n, id }: { n: number; id: string }): Row | null {
  const { model, today, people } = context;
  const values: Record<string, Value> = {};
  for (const column of table.columns.filter(isStored)) {
    values[column.column] = sampleValue(column, { table, locale: model.blueprint.locale, today, n });
  }
  putInOrder(table, values);
  for (const link of table.links) {
    const target = pickTarget(context, table, { link, n });
    if (target === null && link.relation.required) return null;
    values[link.column] = target;
  }
  multiply(table, values);
  const createdAt = new Date(Date.parse(`${today}T09:00:00Z`) - (n * 2 + 1) * DAY_MS).toISOString();
  const owner = table.hasOwner ? (ordinary(model, people, n)?.id ?? null) : null;
  return { id, createdAt, owner, values };
}

/** Rows belong to ordinary people in turn: the default role, guests, and whoever picks a role at sign-up. */
function ordinary(model: Model, people: Person[], n: number): Person | undefined {
  const roles = model.roles.filter((role) => !role.isAdmin && (role.isDefault || role.isGuest || role.selfSelect));
  const keys = new Set(roles.map((role) => role.key));
  const able = people.filter((person) => keys.has(person.role));
  const list = able.length > 0 ? able : people;
  return list[n % list.length];
}

type Pick = { link: LinkColumn; n: number };

function pickTarget(context: Context, table: TableModel, { link, n }: Pick): string | null {
  if (link.target === null) return ordinary(context.model, context.people, n)?.id ?? null;
  const all = context.rows[link.target.entity.key] ?? [];
  const only = table.entity.onlyWhen;
  const column = link.target.columns.find((item) => item.field.key === only?.field)?.column;
  const able =
    only?.relation === link.relation.id && column ? all.filter((row) => row.values[column] === only.value) : all;
  if (able.length === 0 || (!link.relation.required && n % 7 === 6)) return null;
  if (link.relation.kind === "one-one") return able[n]?.id ?? null;
  // Each link walks the parents at its own pace, so that two links of a row do not always point to the same number.
  const step = 1 + 2 * table.links.indexOf(link);
  return able[(n * step + table.links.indexOf(link)) % able.length]?.id ?? null;
}

function putInOrder(table: TableModel, values: Record<string, Value>): void {
  const pairs = table.entity.noOverlap
    ? [...table.entity.ordered, { a: table.entity.noOverlap.start, b: table.entity.noOverlap.end }]
    : table.entity.ordered;
  for (const pair of pairs) {
    const a = table.columns.find((column) => column.field.key === pair.a);
    const b = table.columns.find((column) => column.field.key === pair.b);
    if (a && b) values[b.column] = after(table, a.field.type, values[a.column] ?? null);
  }
}

/** Agreements last a year, everything else a little while. */
function after(table: TableModel, type: string, value: Value): Value {
  if (typeof value === "number") return value + 5;
  if (typeof value !== "string") return null;
  if (type === "date")
    return dayFrom(value, /lease|contract|rental|subscription|contrato/.test(table.entity.key) ? 364 : 2);
  if (type === "datetime") return new Date(Date.parse(value) + 3_600_000).toISOString();
  return `${String(Number(value.slice(0, 2)) + 1).padStart(2, "0")}${value.slice(2)}`;
}

function multiply(table: TableModel, values: Record<string, Value>): void {
  for (const { field, column } of table.columns) {
    if (!field.computed) continue;
    const factors = field.computed.fields.map(
      (key) => table.columns.find((item) => item.field.key === key)?.column ?? key,
    );
    values[column] = factors.reduce((product, key) => product * Number(values[key] ?? 0), 1);
  }
}

/** Leaves out what the database would refuse: a value or a set of values that is already there. */
function repeats(table: TableModel, rows: readonly Row[], row: Row): boolean {
  const single = table.columns.filter((column) => column.field.unique).map((column) => [column.column]);
  const oneOne = table.links.filter((link) => link.relation.kind === "one-one").map((link) => [link.column]);
  const sets = table.entity.uniques.map((set) =>
    set.map(
      (item) =>
        table.links.find((link) => link.relation.id === item)?.column ??
        table.columns.find((column) => column.field.key === item)?.column ??
        item,
    ),
  );
  return [...single, ...oneOne, ...sets].some((set) =>
    rows.some((other) => set.every((key) => row.values[key] !== null && row.values[key] === other.values[key])),
  );
}
