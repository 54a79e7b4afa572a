import type { Blueprint } from "../../../blueprint/blueprint.schema";
import { buildModel, type Model } from "../../model";
import { type Cast, castBetween } from "./casts";
import { type ColumnSpec, type TableSpec, tableSpecs } from "./table-specs";

export type ColumnPair = { before: ColumnSpec; after: ColumnSpec; cast: Cast | null };
export type TablePair = {
  before: TableSpec;
  after: TableSpec;
  kept: ColumnPair[];
  gone: ColumnSpec[];
  added: ColumnSpec[];
};

/** What became of every table and column from one version to the next, found by id. */
export type Match = { pairs: TablePair[]; gone: TableSpec[]; added: TableSpec[] };

export function matchTables(before: readonly TableSpec[], after: readonly TableSpec[]): Match {
  const now = new Map(after.map((table) => [table.id, table]));
  const known = new Set(before.map((table) => table.id));
  return {
    pairs: before.flatMap((table) => {
      const next = now.get(table.id);
      return next ? [matchColumns(table, next)] : [];
    }),
    gone: before.filter((table) => !now.has(table.id)),
    added: after.filter((table) => !known.has(table.id)),
  };
}

function matchColumns(before: TableSpec, after: TableSpec): TablePair {
  const now = new Map(after.columns.map((column) => [column.id, column]));
  const plain = before.columns.flatMap((column): ColumnPair[] => {
    const next = now.get(column.id);
    if (!next || (next.generated !== null && column.generated === null)) return [];
    if (column.type === next.type) return [{ before: column, after: next, cast: null }];
    const isChoice = next.source.kind === "field" && next.source.column.field.type === "enum";
    const cast = castBetween(column.type, next.type, isChoice);
    return cast ? [{ before: column, after: next, cast }] : [];
  });
  const kept = plain.filter((pair) => pair.after.generated === null || isSameProduct(pair, { before, after, plain }));
  const [old, next] = [new Set(kept.map((pair) => pair.before)), new Set(kept.map((pair) => pair.after))];
  return {
    before,
    after,
    kept,
    gone: before.columns.filter((column) => !old.has(column)),
    added: after.columns.filter((column) => !next.has(column)),
  };
}

/** A stored product stays only while it multiplies the same two columns with the same types; it is made anew otherwise. */
function isSameProduct(
  pair: ColumnPair,
  tables: { before: TableSpec; after: TableSpec; plain: readonly ColumnPair[] },
): boolean {
  const [old, next] = [factors(tables.before, pair.before), factors(tables.after, pair.after)];
  return (
    pair.cast === null &&
    old.join() === next.join() &&
    old.every((id) => tables.plain.some((item) => item.before.id === id && item.cast === null))
  );
}

function factors(table: TableSpec, column: ColumnSpec): string[] {
  if (column.source.kind !== "field") return [];
  const keys = column.source.column.field.computed?.fields ?? [];
  return keys.map((key) => {
    const found = table.columns.find(({ source }) => source.kind === "field" && source.column.field.key === key);
    return found?.id ?? key;
  });
}

/**
 * The old schema under its new names, as the emitters would write it: what differs from the new version is a real
 * change, what differs from the old one only a name. Tables and columns that go, or change their type, get a name of
 * their own, so that whatever mentions them is made anew.
 */
export function underNewNames(before: Blueprint, match: Match): Model {
  const model = buildModel(before);
  const pairs = new Map(match.pairs.map((pair) => [pair.before.id, pair]));
  let marks = 0;
  const mark = (): string => {
    marks += 1;
    return `changed_${marks}`;
  };
  for (const spec of tableSpecs(model)) {
    const table = spec.model;
    if (!table) continue;
    const pair = pairs.get(spec.id);
    const names = new Map(pair?.kept.map((item) => [item.before.id, item.cast ? null : item.after.name]));
    for (const { id, source } of spec.columns) {
      if (source.kind === "field") source.column.column = names.get(id) ?? mark();
      if (source.kind === "link") source.link.column = names.get(id) ?? mark();
    }
    table.table = pair?.after.name ?? mark();
  }
  return model;
}
