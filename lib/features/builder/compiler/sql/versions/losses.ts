import { sqlIdent } from "../../escape";
import type { Model } from "../../model";
import type { Match, TablePair } from "./match";
import { type ColumnSpec, quoted, type TableSpec } from "./table-specs";
import { holdsGoneChoice, neutralValue, pairChoices } from "./values";

/** Something rows would lose: the migration stops when such a row exists, unless that was allowed. */
export type Loss = { sentence: string; table: string; where: string };

/** Every loss a change can bring, in the names of the version before it. */
export function lossesOf(match: Match, models: { before: Model; after: Model }): Loss[] {
  return [...match.gone.map(tableLoss), ...match.pairs.flatMap((pair) => pairLosses(pair, models))];
}

export const tableLoss = (table: TableSpec): Loss => ({
  sentence:
    table.kind === "history" ? `All of ${table.label} would be removed.` : `All ${table.label} would be removed.`,
  table: quoted(table),
  where: "true",
});

function pairLosses(pair: TablePair, models: { before: Model; after: Model }): Loss[] {
  const { before } = pair;
  const of = (column: ColumnSpec): string => `“${column.label}” of ${before.label}`;
  const make = (where: string, sentence: string): Loss => ({ sentence, table: quoted(before), where });
  const gone = pair.gone
    .filter((column) => column.generated === null)
    .map((column) => make(hasValue(column), `${of(column)} would be removed.`));
  const changed = pair.kept.flatMap((item): Loss[] => {
    const name = sqlIdent(item.before.name);
    const out: Loss[] = [];
    if (item.cast?.loses)
      out.push(make(item.cast.loses(name), `${of(item.before)} has values that do not fit its new kind.`));
    const choices = pairChoices(item, models);
    if (choices?.loses)
      out.push(make(holdsGoneChoice(name, item.before.type, choices), `${of(item.before)} uses a choice that goes.`));
    if (item.after.notNull && !item.before.notNull && neutralValue(item.after) === null)
      out.push(make(`${name} is null`, `${before.label} without “${item.after.label}” would be removed.`));
    return out;
  });
  const added = pair.added
    .filter((column) => column.notNull && neutralValue(column) === null)
    .map((column) => make("true", `${before.label} have no “${column.label}” yet, and would be removed.`));
  return [...gone, ...changed, ...added];
}

function hasValue(column: ColumnSpec): string {
  const name = sqlIdent(column.name);
  return column.type === "text[]" ? `${name} <> '{}'` : `${name} is not null`;
}
