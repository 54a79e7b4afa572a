import type { Field } from "../../blueprint/blueprint.schema";
import { formedSample } from "../../blueprint/field-pattern";
import { type ColumnModel, isFileColumn, isStored, type TableModel } from "../model";
import { limitsOf } from "../sql/columns";

/** A valid, obviously made-up database value for a field. Different `n` give different values. */
export function sampleValue(column: ColumnModel, n: number): string | number | boolean | string[] | null {
  const { field, enumDef } = column;
  const value = enumDef?.values[0]?.key ?? "";
  const formed = formedSample(field, n);
  if (formed !== null) return formed;
  switch (field.type) {
    case "int":
    case "duration":
      return clampNumber(field, n);
    case "decimal":
    case "percent":
      return clampNumber(field, n);
    case "money":
      return clampNumber(field, n * 1_000);
    case "rating":
      return ((n - 1) % 5) + 1;
    case "bool":
      return false;
    case "date":
      return isoDate(n);
    case "time":
      return `${String(8 + (n % 12)).padStart(2, "0")}:00`;
    case "datetime":
      return `${isoDate(n)}T10:00:00Z`;
    case "enum":
      return typeof field.default === "string" ? field.default : value;
    case "multiEnum":
      return value ? [value] : [];
    case "tags":
      return ["sample"];
    case "email":
      return `sample-${n}@example.invalid`;
    case "url":
      return `https://example.invalid/${n}`;
    case "phone":
      return `+00 000 ${1_000 + n}`;
    case "color":
      return "#336699";
    case "json":
      return "{}";
    case "geo":
      return `${n}.0,${n}.0`;
    case "file":
    case "image":
      return null;
    default:
      return clampText(field, `Sample ${field.key.replaceAll("_", " ")} ${n}`);
  }
}

function clampNumber(field: Field, n: number): number {
  const { min, max } = limitsOf(field);
  return Math.min(max ?? Number.MAX_SAFE_INTEGER, Math.max(min ?? 0, n));
}

function clampText(field: Field, text: string): string {
  const { minLen = 0, maxLen = 1_000 } = limitsOf(field);
  return text.slice(0, maxLen).padEnd(minLen, "x");
}

/** A fixed calendar: the n-th sample lies n months after January 2030, far from every other. */
function isoDate(n: number): string {
  const month = n % 12;
  return `${2030 + Math.floor(n / 12)}-${String(month + 1).padStart(2, "0")}-15`;
}

/** Values of all stored columns of a sample row; ordered pairs come out in order. */
export function sampleRow(table: TableModel, n: number): Record<string, string | number | boolean | string[] | null> {
  const row: Record<string, string | number | boolean | string[] | null> = {};
  for (const column of table.columns.filter(isStored)) {
    row[column.column] = isFileColumn(column) ? null : sampleValue(column, n);
  }
  for (const pair of table.entity.ordered) {
    const a = table.columns.find((column) => column.field.key === pair.a);
    const b = table.columns.find((column) => column.field.key === pair.b);
    if (a && b) row[b.column] = after(a, row[a.column] ?? null);
  }
  return row;
}

function after(column: ColumnModel, value: string | number | boolean | string[] | null): string | number | null {
  if (typeof value === "number") return value + 1;
  if (typeof value !== "string") return null;
  if (column.field.type === "datetime") return value.replace("T10:", "T11:");
  if (column.field.type === "date") return value.replace(/-15$/, "-16");
  return "23:00";
}
