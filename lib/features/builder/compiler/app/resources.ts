import type { Rule } from "../../blueprint/blueprint.schema";
import { patternOf } from "../../blueprint/field-pattern";
import { fileSegment } from "../escape";
import type { ColumnModel, Model, TableModel } from "../model";
import { isFileColumn } from "../model";
import { auditedTables, historyTable, titleColumn } from "../sql/behaviour";
import { limitsOf } from "../sql/columns";
import { anonExpression } from "../sql/rules";
import type { GeneratedFile } from "../types";
import { Code, type LiteralValue, tsLiteral } from "./ts-literal";

/** One descriptor and one schema per entity, and the registry that pages look them up in. */
export function resourceFiles(model: Model): GeneratedFile[] {
  return [
    ...model.entities.map((table) => ({
      path: `resources/${fileSegment(table.route)}.ts`,
      content: resourceFile(model, table),
    })),
    { path: "resources/index.ts", content: registryFile(model) },
  ];
}

function registryFile(model: Model): string {
  const sorted = [...model.entities].sort((a, b) => (a.route < b.route ? -1 : 1));
  const imports = sorted.map((table) => `import { ${table.camel}Resource } from "@/resources/${table.route}";`);
  const rows = model.entities.map((table) => `  [${table.camel}Resource.key, ${table.camel}Resource],`);
  return `import type { Resource } from "@/lib/resource";
${imports.join("\n")}

/** Every kind of record in this app, by key. */
export const resources: ReadonlyMap<string, Resource> = new Map<string, Resource>([
${rows.join("\n")}
]);
`;
}

function resourceFile(model: Model, table: TableModel): string {
  const schema = schemaCode(table);
  const helpers = [...new Set([...schema.matchAll(/\bf\.(\w+)\(/g)].map((match) => match[1] ?? ""))].sort();
  const descriptor = tsLiteral(describeResource(model, table));
  return `import { z } from "zod";
import type { Resource } from "@/lib/resource";
${helpers.length > 0 ? 'import * as f from "@/lib/schema-fields";\n' : ""}
/** What a form may send, and how it is stored. */
export const ${table.camel}Schema = z.object({
${schema}
});

export const ${table.camel}Resource: Resource = ${descriptor};
`;
}

function schemaCode(table: TableModel): string {
  const links = table.links.map((link) => `  ${link.column}: f.link(${requiredOption(link.relation.required)}),`);
  const fields = table.columns
    .filter((column) => !column.field.computed)
    .map((column) => `  ${column.column}: ${fieldSchema(column)},`);
  const owner = table.hasOwner && table.entity.ownerMode === "assigned" ? ["  owner_id: f.link({}),"] : [];
  return [...links, ...fields, ...owner].join("\n");
}

const requiredOption = (required: boolean): string => (required ? "{ required: true }" : "{}");

function options(parts: Record<string, string | number | boolean | undefined>): string {
  const kept = Object.entries(parts).filter(([, value]) => value !== undefined && value !== false);
  return kept.length === 0 ? "{}" : `{ ${kept.map(([key, value]) => `${key}: ${value}`).join(", ")} }`;
}

function fieldSchema(column: ColumnModel): string {
  const { field, enumDef } = column;
  const required = field.required;
  const { min, max, minLen, maxLen } = limitsOf(field);
  const source = patternOf(field)?.source;
  const pattern = source === undefined ? undefined : `/^(?:${source})$/u`;
  const values = `[${(enumDef?.values ?? []).map((value) => `"${value.key}"`).join(", ")}]`;
  switch (field.type) {
    case "int":
    case "duration":
    case "rating":
      return `f.int(${options({ required, min, max })})`;
    case "decimal":
    case "percent":
      return `f.decimal(${options({ required, min, max })})`;
    case "money":
      return `f.money(${options({ required, min, max })})`;
    case "bool":
      return "f.bool()";
    case "date":
      return `f.date(${requiredOption(required)})`;
    case "time":
      return `f.time(${requiredOption(required)})`;
    case "datetime":
      return `f.datetime(${requiredOption(required)})`;
    case "enum":
      return `f.choice({ ${required ? "required: true, " : ""}values: ${values} })`;
    case "multiEnum":
      return `f.choices(${values})`;
    case "tags":
      return "f.tags()";
    case "color":
      return `f.color(${requiredOption(required)})`;
    case "json":
      return `f.json(${requiredOption(required)})`;
    case "email":
      return `f.email(${options({ required, maxLen })})`;
    case "url":
      return `f.url(${options({ required, maxLen })})`;
    case "file":
    case "image":
      return `f.filePath(${requiredOption(required)})`;
    default:
      return `f.text(${options({ required, minLen: minLen && minLen > 1 ? minLen : undefined, maxLen, pattern })})`;
  }
}

const KINDS: Record<string, string> = {
  richtext: "longtext",
  percent: "decimal",
  duration: "int",
  geo: "text",
  address: "text",
};

function describeResource(model: Model, table: TableModel): { [key: string]: LiteralValue | undefined } {
  const { entity } = table;
  const listed = listColumns(table);
  return {
    key: entity.key,
    table: table.table,
    route: table.route,
    one: entity.label.one,
    many: entity.label.many,
    titleColumn: titleColumn(table),
    hasOrg: table.hasOrg,
    isPublic: anonExpression(table, "read") !== null,
    assignsOwner: table.hasOwner && entity.ownerMode === "assigned",
    fields: table.columns.map((column) => describeField(column, listed.has(column))),
    links: table.links.map((link) => ({
      column: link.column,
      label: link.relation.fromLabel,
      to: link.target?.entity.key ?? "account",
      required: link.relation.required,
    })),
    manies: model.links.flatMap((link) => describeMany(link, table)),
    children: model.entities.flatMap((child) =>
      child.links
        .filter((link) => link.target === table)
        .map((link) => ({ resource: child.entity.key, column: link.column })),
    ),
    views: entity.savedViews.map((view) => ({
      key: view.key,
      label: view.label,
      conditions: view.conditions.map((condition) => ({
        column: table.columns.find((column) => column.field.key === condition.field)?.column ?? condition.field,
        op: condition.op,
        value: condition.value,
      })),
    })),
    access: {
      read: describeRules(entity.access.read),
      create: describeRules(entity.access.create),
      update: describeRules(entity.access.update),
      delete: describeRules(entity.access.delete),
    },
    canExport: model.blueprint.features.includes("csv-export"),
    historyTable: auditedTables(model).includes(table) ? historyTable(table) : undefined,
    schema: new Code(`${table.camel}Schema`),
  };
}

function describeMany(link: Model["links"][number], table: TableModel): LiteralValue[] {
  const [own, other] = link.table.links;
  if (!own || !other || link.from !== table) return [];
  return [
    {
      key: link.table.entity.key,
      label: link.relation.fromLabel,
      to: link.to.entity.key,
      table: link.table.table,
      ownColumn: own.column,
      otherColumn: other.column,
    },
  ];
}

function describeField(column: ColumnModel, inList: boolean): LiteralValue {
  const { field, enumDef } = column;
  const { min, max, maxLen } = limitsOf(field);
  const isMoney = field.type === "money";
  const pattern = patternOf(field);
  return {
    column: column.column,
    label: field.label,
    kind: KINDS[field.type] ?? field.type,
    required: field.required,
    inList,
    searchable: field.searchable,
    computed: field.computed !== undefined,
    help: field.help,
    options: enumDef?.values.map((value) => ({ value: value.key, label: value.label })),
    initial: isMoney && typeof field.default === "number" ? Math.round(field.default * 100) : field.default,
    min: isMoney ? undefined : min,
    max: isMoney ? undefined : max,
    maxLength: maxLen,
    pattern: pattern ? `^(?:${pattern.source})$` : undefined,
  };
}

/** The title first and up to five short columns; long, sensitive and file columns stay on the detail page. */
function listColumns(table: TableModel): Set<ColumnModel> {
  const title = table.columns.filter((column) => column.field.key === table.entity.titleField);
  const long = new Set(["longtext", "richtext", "json", "tags", "multiEnum"]);
  const rest = table.columns.filter(
    (column) =>
      !title.includes(column) && !long.has(column.field.type) && !column.field.sensitive && !isFileColumn(column),
  );
  return new Set([...title, ...rest].slice(0, 6));
}

function describeRules(rules: readonly Rule[]): string[] {
  return [
    ...new Set(
      rules.map((rule) => {
        if (rule.kind === "role") return `role:${rule.role}`;
        return rule.kind === "column" ? "anyone" : rule.kind;
      }),
    ),
  ];
}
