import type { Field } from "../../../blueprint/blueprint.schema";
import { formedSample } from "../../../blueprint/field-pattern";
import { sqlText } from "../../escape";
import type { ColumnModel, Model } from "../../model";
import { limitsOf } from "../columns";
import type { ColumnPair } from "./match";
import type { ColumnSpec } from "./table-specs";

type Choice = { id?: string | undefined; key: string };
/**
 * Choices that live on, old key to new key. `isOpen` when the old column took any text, `loses` when a row may hold a value
 * that does not live on: where choices only change their names, none does.
 */
export type ChoiceChange = { kept: { from: string; to: string }[]; isOpen: boolean; loses: boolean };

const identity = (choice: Choice): string => choice.id ?? choice.key;

/** What becomes of the choices of a column; null when every value stays as it is. */
export function choiceChange(before: readonly Choice[] | null, after: readonly Choice[]): ChoiceChange | null {
  if (before === null) return { kept: after.map(({ key }) => ({ from: key, to: key })), isOpen: true, loses: true };
  const now = new Map(after.map((choice) => [identity(choice), choice.key]));
  const kept = before.flatMap((choice) => {
    const to = now.get(identity(choice));
    return to === undefined ? [] : [{ from: choice.key, to }];
  });
  const isSame = kept.length === before.length && kept.every(({ from, to }) => from === to);
  return isSame ? null : { kept, isOpen: false, loses: kept.length < before.length };
}

/** The choices of a pair of columns that have some afterwards. */
export function pairChoices(pair: ColumnPair, models: { before: Model; after: Model }): ChoiceChange | null {
  if (pair.after.source.kind === "role") return choiceChange(models.before.roles, models.after.roles);
  const [before, after] = [columnOf(pair.before), columnOf(pair.after)];
  return after?.enumDef ? choiceChange(before?.enumDef?.values ?? null, after.enumDef.values) : null;
}

const columnOf = (spec: ColumnSpec): ColumnModel | null => (spec.source.kind === "field" ? spec.source.column : null);
const list = (keys: readonly string[]): string => keys.map(sqlText).join(", ");
const oldKeys = (change: ChoiceChange): string[] => change.kept.map(({ from }) => from);

/** True for rows that hold a value with no future. */
export function holdsGoneChoice(column: string, type: string, change: ChoiceChange): string {
  const keys = oldKeys(change);
  if (type === "text[]") return `not (${column} <@ array[${list(keys)}]::text[])`;
  return keys.length === 0 ? `${column} is not null` : `${column} not in (${list(keys)})`;
}

/** The new value of a row, over the column in its new type; a value with no future becomes `otherwise`. */
export function newChoice(column: string, type: string, change: { choices: ChoiceChange; otherwise: string }): string {
  const { kept } = change.choices;
  const cases = kept.map(({ from, to }) => `when ${sqlText(from)} then ${sqlText(to)}`).join(" ");
  if (type === "text[]")
    return `coalesce((select array_agg(case v ${cases} end order by n) from unnest(${column}) with ordinality as u(v, n)
    where v in (${list(oldKeys(change.choices))})), '{}')`;
  return kept.length === 0 ? change.otherwise : `case ${column} ${cases} else ${change.otherwise} end`;
}

/**
 * What rows get that have no value in a column that needs one: the default, or the most neutral value its own rules
 * allow. Null when nothing is neutral, as for a row to point to. Written in the table's own columns.
 */
export function neutralValue(spec: ColumnSpec): string | null {
  if (spec.default !== null) return spec.default;
  if (spec.source.kind !== "field") return null;
  const { field, enumDef } = spec.source.column;
  const [first] = enumDef?.values ?? [];
  if (field.type === "enum" && first) return sqlText(first.key);
  const formed = formedSample(field, 0);
  // Rows that all have to differ cannot get one and the same text.
  if (formed !== null) return field.unique ? null : sqlText(formed);
  return neutralOfType(field, spec.type);
}

function neutralOfType(field: Field, type: string): string {
  const { min, max, minLen = 1, maxLen = 1_000 } = limitsOf(field);
  switch (type) {
    case "boolean":
      return "false";
    case "date":
      return "created_at::date";
    case "timestamptz":
      return "created_at";
    case "time":
      return "time '00:00'";
    case "text[]":
    case "jsonb":
      return "'{}'";
    case "text":
      if (field.type === "file" || field.type === "image") return "''";
      return field.unique ? `left(id::text, ${maxLen})` : `rpad('-', ${Math.min(Math.max(minLen, 1), maxLen)}, '-')`;
    default:
      return String(Math.min(Math.max(0, min ?? 0), max ?? Math.max(0, min ?? 0)));
  }
}
