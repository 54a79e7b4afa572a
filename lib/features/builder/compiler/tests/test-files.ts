import type { ColumnModel, Model, TableModel } from "../model";
import { isStored } from "../model";
import type { GeneratedFile } from "../types";
import { accessMatrix } from "./matrix";
import { sampleRow } from "./samples";
import { uuid } from "./simulate";

/** Data of the generated tests: who may do what, and one good form per entity. */
export function testFiles(model: Model): GeneratedFile[] {
  return [
    { path: "tests/access/matrix.json", content: json(accessMatrix(model)) },
    { path: "tests/access/samples.json", content: json(model.entities.map((table) => formSample(table))) },
  ];
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

function formSample(table: TableModel): { resource: string; valid: Record<string, unknown>; required: string[] } {
  const row = sampleRow(table, 1);
  const links = table.links.map((link): [string, string] => [link.column, uuid(700, 1)]);
  const fields = table.columns
    .filter(isStored)
    .map((column): [string, unknown] => [column.column, formValue(column, row)]);
  const isAssigned = table.hasOwner && table.entity.ownerMode === "assigned";
  const owner: [string, unknown][] = isAssigned ? [["owner_id", ""]] : [];
  const required = [
    ...table.links.filter((link) => link.relation.required).map((link) => link.column),
    ...table.columns.filter((column) => isStored(column) && isRequiredInForm(column)).map((column) => column.column),
  ];
  return { resource: table.entity.key, valid: Object.fromEntries([...links, ...fields, ...owner]), required };
}

function isRequiredInForm(column: ColumnModel): boolean {
  const { type, required } = column.field;
  return required && type !== "bool" && type !== "multiEnum" && type !== "tags";
}

/** What a browser would send for the sample. */
function formValue(column: ColumnModel, row: Record<string, unknown>): unknown {
  const value = row[column.column];
  const { type } = column.field;
  if (type === "money") return (Number(value) / 100).toFixed(2);
  if (type === "bool") return "";
  if (type === "file" || type === "image") return `${uuid(700, 2)}/sample.pdf`;
  if (Array.isArray(value)) return type === "tags" ? value.join(", ") : value;
  return value === null || value === undefined ? "" : String(value);
}
