import type { Field } from "../../blueprint/blueprint.schema";
import { patternOf } from "../../blueprint/field-pattern";
import { sqlIdent, sqlText } from "../escape";
import { type ColumnModel, isStored, type TableModel } from "../model";

/** Postgres type of a field. Money is whole minor units; nothing is ever a float. */
export function sqlType(field: Field): string {
  switch (field.type) {
    case "int":
    case "duration":
    case "rating":
      return "integer";
    case "money":
      return "bigint";
    case "decimal":
      return "numeric(14,3)";
    case "percent":
      return "numeric(6,3)";
    case "bool":
      return "boolean";
    case "date":
      return "date";
    case "time":
      return "time";
    case "datetime":
      return "timestamptz";
    case "multiEnum":
    case "tags":
      return "text[]";
    case "json":
      return "jsonb";
    default:
      return "text";
  }
}

/** A column taken apart, so that a later version can be compared with it piece by piece. */
export type ColumnParts = {
  type: string;
  notNull: boolean;
  default: string | null;
  /** Expression of a stored product; null for a column people fill in. */
  generated: string | null;
  checks: string[];
};

export function columnParts(column: ColumnModel, table: TableModel): ColumnParts {
  const { field } = column;
  if (field.computed) {
    const [a, b] = field.computed.fields.map((key) => factor(table, key));
    return { type: productType(field), notNull: false, default: null, generated: `${a} * ${b}`, checks: [] };
  }
  return {
    type: sqlType(field),
    notNull: field.required || field.type === "bool",
    default: defaultSql(field),
    generated: null,
    checks: checksSql(column),
  };
}

/** Definition of one column with its default and checks. */
export function columnSql(column: ColumnModel, table: TableModel): string {
  const parts = columnParts(column, table);
  const name = sqlIdent(column.column);
  if (parts.generated !== null) return `${name} ${parts.type} generated always as (${parts.generated}) stored`;
  const words = [name, parts.type];
  if (parts.notNull) words.push("not null");
  if (parts.default !== null) words.push(`default ${parts.default}`);
  if (parts.checks.length > 0) words.push(`check (${parts.checks.join(" and ")})`);
  return words.join(" ");
}

const productType = (field: Field): string => (field.type === "money" ? "bigint" : sqlType(field));

function factor(table: TableModel, key: string): string {
  const column = table.columns.find((item) => item.field.key === key);
  if (!column) throw new RangeError(`no column for ${key}`);
  return sqlIdent(column.column);
}

function defaultSql(field: Field): string | null {
  if (field.type === "bool") return field.default === true ? "true" : "false";
  if (field.type === "multiEnum" || field.type === "tags") return "'{}'";
  if (field.default === undefined) return null;
  if (typeof field.default === "number")
    return String(field.type === "money" ? Math.round(field.default * 100) : field.default);
  if (typeof field.default === "boolean") return null;
  return sqlText(field.default);
}

function checksSql(column: ColumnModel): string[] {
  const name = sqlIdent(column.column);
  const { field } = column;
  const checks: string[] = [];
  if (column.enumDef) {
    const keys = column.enumDef.values.map((value) => sqlText(value.key)).join(", ");
    checks.push(field.type === "multiEnum" ? `${name} <@ array[${keys}]` : `${name} in (${keys})`);
  }
  const { min, max, minLen, maxLen } = limitsOf(field);
  if (min !== undefined) checks.push(`${name} >= ${min}`);
  if (max !== undefined) checks.push(`${name} <= ${max}`);
  if (minLen !== undefined) checks.push(`char_length(${name}) >= ${minLen}`);
  if (maxLen !== undefined) checks.push(`char_length(${name}) <= ${maxLen}`);
  const pattern = patternOf(field);
  if (pattern) checks.push(`${name} ~ ${sqlText(`^(?:${pattern.source})$`)}`);
  return checks;
}

const NUMERIC = new Set(["int", "decimal", "money", "percent", "duration", "rating"]);
const TEXTUAL = new Set(["text", "longtext", "richtext", "email", "url", "phone", "address", "color", "geo"]);

/** The bounds that apply to a field's type; money bounds are in minor units. */
export function limitsOf(field: Field): { min?: number; max?: number; minLen?: number; maxLen?: number } {
  const v = field.validation ?? {};
  if (NUMERIC.has(field.type)) {
    const scale = field.type === "money" ? 100 : 1;
    return {
      ...(v.min === undefined ? {} : { min: Math.round(v.min * scale * 1000) / 1000 }),
      ...(v.max === undefined ? {} : { max: Math.round(v.max * scale * 1000) / 1000 }),
    };
  }
  if (!TEXTUAL.has(field.type)) return {};
  const minLen = v.minLen ?? (field.required ? 1 : undefined);
  return { ...(minLen ? { minLen } : {}), maxLen: v.maxLen ?? 1_000 };
}

/** Columns a client may set when adding a row. */
export function insertColumns(table: TableModel): string[] {
  return [
    "id",
    ...(table.hasOrg ? ["org_id"] : []),
    ...(table.hasOwner ? ["owner_id"] : []),
    ...table.links.map((link) => link.column),
    ...table.columns.filter(isStored).map((column) => column.column),
  ];
}

/** Columns a client may change. The owner of a row moves only where staff assigns it; the tenant never does. */
export function updateColumns(table: TableModel): string[] {
  return [
    ...(table.hasOwner && table.entity.ownerMode === "assigned" ? ["owner_id"] : []),
    ...table.links.map((link) => link.column),
    ...table.columns.filter(isStored).map((column) => column.column),
  ];
}
