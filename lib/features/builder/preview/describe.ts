import type { Rule as BlueprintRule } from "../blueprint/blueprint.schema";
import { patternOf } from "../blueprint/field-pattern";
import { hasPages } from "../blueprint/stacks";
import {
  type ColumnModel,
  findLink,
  inMenu,
  isFileColumn,
  type LinkModel,
  type Model,
  staffRoles,
  type TableModel,
} from "../compiler/model";
import { titleColumn } from "../compiler/sql/behaviour";
import { limitsOf } from "../compiler/sql/columns";
import { anonExpression } from "../compiler/sql/rules";
import { previewMessages } from "./messages";
import type { FieldDef, FieldKind, PreviewData, Resource, Rule, Via } from "./runtime/types";
import { samplePeople, sampleRows } from "./sample-rows";

/** Everything the preview's pages need to know. Pure: the same blueprint and day give the same bytes. */
export function describePreview(model: Model, today: string): PreviewData {
  const { blueprint } = model;
  const people = samplePeople(model);
  const resources = model.entities.map((table) => describeResource(model, table));
  const { rows, pairs } = sampleRows(model, people, today);
  return {
    app: {
      name: blueprint.app.name,
      tagline: blueprint.app.tagline,
      locale: blueprint.locale,
      currency: blueprint.app.currency,
      kind: hasPages(blueprint.stack) ? "pages" : "api",
      hasDashboard: blueprint.app.visibility !== "invite",
      followsTheme: blueprint.app.theme.dark === "auto",
      highlights: model.entities.slice(0, 6).map((table) => table.entity.label.many),
    },
    today,
    messages: previewMessages(blueprint.locale),
    roles: model.roles.map(({ key, label }) => ({ key, label })),
    people,
    firstRole: model.adminRoles[0] ?? model.defaultRole,
    defaultRole: model.defaultRole,
    staffRoles: staffRoles(model),
    navigation: navigation(model),
    resources,
    rows,
    pairs,
  };
}

/** As in the generated app: pure details of another entity are reached through it. */
function navigation(model: Model): string[] {
  const isDetail = (table: TableModel): boolean =>
    table.entity.savedViews.length === 0 &&
    table.links.some(({ relation, target }) => relation.required && relation.onDelete === "cascade" && target !== null);
  const main = model.entities.filter((table) => !isDetail(table) && inMenu(model, table));
  return (main.length > 0 ? main : model.entities).map((table) => table.entity.key);
}

function describeResource(model: Model, table: TableModel): Resource {
  const { entity } = table;
  const listed = listColumns(table);
  const columnOf = (key: string): string => table.columns.find((column) => column.field.key === key)?.column ?? key;
  const linkOf = (id: string) => table.links.find((link) => link.relation.id === id);
  const rules = (list: readonly BlueprintRule[]): Rule[] => list.flatMap((rule) => describeRule(model, table, rule));
  return {
    key: entity.key,
    route: table.route,
    one: entity.label.one,
    many: entity.label.many,
    titleColumn: titleColumn(table),
    isPublic: anonExpression(table, "read") !== null,
    hasOwner: table.hasOwner,
    assignsOwner: table.hasOwner && entity.ownerMode === "assigned",
    fields: table.columns.map((column) => describeField(table, column, listed.has(column))),
    links: table.links.map(({ relation, column, target }) => ({
      column,
      label: relation.fromLabel,
      to: target?.entity.key ?? null,
      required: relation.required,
      single: relation.kind === "one-one",
      onDelete: relation.onDelete,
    })),
    manies: model.links
      .filter((link) => link.from === table)
      .map((link) => ({ key: link.table.entity.key, label: link.relation.fromLabel, to: link.to.entity.key })),
    children: model.entities.flatMap((child) =>
      child.links
        .filter((link) => link.target === table)
        .map((link) => ({ resource: child.entity.key, column: link.column })),
    ),
    views: entity.savedViews.map((view) => ({
      key: view.key,
      label: view.label,
      conditions: view.conditions.map(({ field, op, value }) => ({
        column: columnOf(field),
        op,
        value: value ?? null,
      })),
    })),
    access: {
      read: rules(entity.access.read),
      create: rules(entity.access.create),
      update: rules(entity.access.update),
      delete: rules(entity.access.delete),
    },
    workflow: describeWorkflow(table, columnOf),
    history: describeHistory(model, table, columnOf),
    uniques: entity.uniques.map((set) => set.map((item) => linkOf(item)?.column ?? columnOf(item))),
    ordered: entity.ordered.map(({ a, b }) => ({ a: columnOf(a), b: columnOf(b) })),
    noOverlap: describeOverlap(table, columnOf),
    onlyWhen: describeOnlyWhen(table),
    canExport: model.blueprint.features.includes("csv-export"),
  };
}

type Columns = (key: string) => string;

function describeWorkflow({ entity }: TableModel, columnOf: Columns): Resource["workflow"] {
  const flow = entity.workflow;
  return flow && flow.transitions.length > 0 ? { column: columnOf(flow.field), steps: flow.transitions } : null;
}

function describeHistory(model: Model, { entity }: TableModel, columnOf: Columns): Resource["history"] {
  if (!entity.audit) return null;
  const roles = entity.audit.readers.flatMap((rule) => (rule.kind === "role" ? [rule.role] : []));
  const wholeOrg =
    model.isOrg && (roles.length === 0 || entity.audit.readers.some((rule) => rule.kind === "orgMember"));
  return { column: columnOf(entity.audit.field), roles: wholeOrg ? null : roles };
}

function describeOverlap({ entity, links }: TableModel, columnOf: Columns): Resource["noOverlap"] {
  const link = links.find((item) => item.relation.id === entity.noOverlap?.relation);
  if (!entity.noOverlap || !link) return null;
  return { link: link.column, start: columnOf(entity.noOverlap.start), end: columnOf(entity.noOverlap.end) };
}

function describeOnlyWhen({ entity, links }: TableModel): Resource["onlyWhen"] {
  const rule = entity.onlyWhen;
  const link = links.find((item) => item.relation.id === rule?.relation);
  const column = link?.target?.columns.find((item) => item.field.key === rule?.field)?.column;
  if (!rule || !link?.target || !column) return null;
  return { link: link.column, to: link.target.entity.key, column, value: rule.value };
}

function describeRule(model: Model, table: TableModel, rule: BlueprintRule): Rule[] {
  switch (rule.kind) {
    case "orgMember":
      // The preview has one organization, and everybody with an account is in it.
      return [{ kind: "signedIn" }];
    case "column": {
      const column = table.columns.find((item) => item.field.key === rule.field)?.column;
      return column ? [{ kind: "column", column }] : [];
    }
    case "relatedOwner": {
      const link = table.links.find((item) => item.relation.id === rule.relation);
      return link ? [{ kind: "relatedOwner", column: link.column, to: link.target?.entity.key ?? null }] : [];
    }
    case "sharedVia": {
      const via = describeVia(model, table, rule.relation);
      return via ? [{ kind: "sharedVia", via }] : [];
    }
    default:
      return [rule];
  }
}

function describeVia(model: Model, table: TableModel, relationId: string): Via | null {
  const direct = findLink(model, relationId);
  if (direct && direct.link.target === table && !direct.table.isLink) {
    return { kind: "child", resource: direct.table.entity.key, column: direct.link.column };
  }
  const link: LinkModel | undefined = model.links.find((item) => item.relation.id === relationId);
  if (!link) return null;
  const side = link.from === table ? 0 : 1;
  const other = side === 0 ? link.to : link.from;
  return { kind: "many", many: link.table.entity.key, side, resource: other.entity.key };
}

const KINDS: Record<string, FieldKind> = {
  richtext: "longtext",
  percent: "decimal",
  duration: "int",
  geo: "text",
  address: "text",
};

function describeField(table: TableModel, { field, column, enumDef }: ColumnModel, inList: boolean): FieldDef {
  const { min, max, minLen, maxLen } = limitsOf(field);
  const factor = (key: string): string => table.columns.find((item) => item.field.key === key)?.column ?? key;
  const isCents = field.type === "money" && typeof field.default === "number";
  return {
    column,
    label: field.label,
    kind: KINDS[field.type] ?? (field.type as FieldKind),
    required: field.required,
    unique: field.unique,
    inList,
    searchable: field.searchable,
    product: field.computed ? [factor(field.computed.fields[0]), factor(field.computed.fields[1])] : null,
    help: field.help ?? "",
    options: (enumDef?.values ?? []).map(({ key, label }) => ({ value: key, label })),
    initial: isCents ? Math.round(Number(field.default) * 100) : (field.default ?? null),
    min: min ?? null,
    max: max ?? null,
    minLength: minLen !== undefined && minLen > 1 ? minLen : null,
    maxLength: maxLen ?? null,
    pattern: patternOf(field)?.source ?? null,
  };
}

/** As in the generated app: the title first and up to five short columns. */
function listColumns(table: TableModel): Set<ColumnModel> {
  const title = table.columns.filter((column) => column.field.key === table.entity.titleField);
  const long = new Set(["longtext", "richtext", "json", "tags", "multiEnum"]);
  const rest = table.columns.filter(
    (column) =>
      !title.includes(column) && !long.has(column.field.type) && !column.field.sensitive && !isFileColumn(column),
  );
  return new Set([...title, ...rest].slice(0, 6));
}
