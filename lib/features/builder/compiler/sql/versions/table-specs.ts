import { sqlIdent, sqlText } from "../../escape";
import type { ColumnModel, LinkColumn, Model, TableModel } from "../../model";
import { auditedTables, historyTable } from "../behaviour";
import { columnParts } from "../columns";
import { foreignKeyName, ownerParts, reference, tableConstraints } from "../tables";
import { AutoNames } from "./auto-names";

export type ColumnSource =
  | { kind: "owner" }
  | { kind: "role" }
  | { kind: "link"; link: LinkColumn }
  | { kind: "field"; column: ColumnModel };

export type ColumnSpec = {
  /** Stays over versions, whatever the column is called. */
  id: string;
  name: string;
  label: string;
  type: string;
  notNull: boolean;
  default: string | null;
  generated: string | null;
  source: ColumnSource;
};

export type ConstraintSpec = {
  name: string;
  definition: string;
  isForeign: boolean;
  /** Part of `create table`; the others are added once every table is there. */
  isInline: boolean;
};

/** A table that holds rows. Columns and constraints every table has alike are left out, but for the ones that are named. */
export type TableSpec = {
  id: string;
  /** Schema is always `public`. */
  name: string;
  label: string;
  kind: "records" | "history" | "roles";
  columns: ColumnSpec[];
  constraints: ConstraintSpec[];
  model: TableModel | null;
};

/** Every table with rows, constraint names included as Postgres chooses them when the schema is created in one go. */
export function tableSpecs(model: Model): TableSpec[] {
  const names = new AutoNames();
  const records = model.tables.map((table) => recordTable(model, table, names));
  for (const spec of records) spec.constraints.push(...foreignKeys(model, spec, names));
  const histories = auditedTables(model).map((table) => historySpec(table, names));
  return [...roleTables(model), ...records, ...histories];
}

export const quoted = (spec: { name: string }): string => `public.${sqlIdent(spec.name)}`;

function recordTable(model: Model, table: TableModel, names: AutoNames): TableSpec {
  return {
    id: tableId(model, table),
    name: table.table,
    label: table.entity.label.many,
    kind: "records",
    columns: columnsOf(table),
    constraints: ownConstraints(table, names),
    model: table,
  };
}

function tableId(model: Model, table: TableModel): string {
  const link = model.links.find((item) => item.table === table)?.relation;
  return link ? `link:${link.id}:${link.from}>${link.to}` : `entity:${table.entity.id}`;
}

function columnsOf(table: TableModel): ColumnSpec[] {
  const owner = ownerParts(table);
  const ownerColumn: ColumnSpec = {
    id: "owner",
    name: "owner_id",
    label: "owner",
    type: "uuid",
    notNull: false,
    default: owner.default,
    generated: null,
    source: { kind: "owner" },
  };
  const links = table.links.map(
    (link): ColumnSpec => ({
      id: `link:${link.relation.id}>${link.relation.to}`,
      name: link.column,
      label: link.relation.fromLabel,
      type: "uuid",
      notNull: link.relation.required,
      default: null,
      generated: null,
      source: { kind: "link", link },
    }),
  );
  const fields = table.columns.map((column): ColumnSpec => {
    const { checks: _checks, ...parts } = columnParts(column, table);
    return {
      id: `field:${column.field.id}`,
      name: column.column,
      label: column.field.label,
      ...parts,
      source: { kind: "field", column },
    };
  });
  return [...(table.hasOwner ? [ownerColumn] : []), ...links, ...fields];
}

/** In the order Postgres names them: checks of columns, checks of the table, then keys. */
function ownConstraints(table: TableModel, names: AutoNames): ConstraintSpec[] {
  const specs: ConstraintSpec[] = [];
  const add = (label: string, columns: readonly string[], definition: string): void => {
    // Postgres keeps one of two equal keys.
    if (specs.some((spec) => spec.definition === definition && label === "key")) return;
    specs.push({ name: names.choose(table.table, columns, label), definition, isForeign: false, isInline: true });
  };
  for (const column of table.columns) {
    const { checks } = columnParts(column, table);
    if (checks.length > 0) add("check", [column.column], `check (${checks.join(" and ")})`);
  }
  const rest = tableConstraints(table);
  for (const definition of rest) if (definition.startsWith("check ")) add("check", [], definition);
  add("pkey", [], "primary key (id)");
  for (const definition of rest) {
    const [, columns] = /^unique \((.*)\)$/.exec(definition) ?? [];
    if (columns) add("key", columns.replaceAll('"', "").split(", "), definition);
    const [, name, exclusion] = /^constraint ([\w"]+) (exclude [\s\S]*)$/.exec(definition) ?? [];
    if (name && exclusion)
      specs.push({
        name: names.take(name.replaceAll('"', "")),
        definition: exclusion,
        isForeign: false,
        isInline: true,
      });
  }
  return specs;
}

function foreignKeys(model: Model, spec: TableSpec, names: AutoNames): ConstraintSpec[] {
  const table = spec.model;
  if (!table) return [];
  const own: ConstraintSpec[] = [];
  if (table.hasOrg) {
    const definition = "foreign key (org_id) references public.organizations (id) on delete cascade";
    own.push({ name: names.choose(table.table, ["org_id"], "fkey"), definition, isForeign: true, isInline: true });
  }
  if (table.hasOwner) {
    const definition = `foreign key (owner_id) ${ownerParts(table).reference}`;
    own.push({ name: names.choose(table.table, ["owner_id"], "fkey"), definition, isForeign: true, isInline: true });
  }
  return [
    ...own,
    ...table.links.flatMap((link): ConstraintSpec[] => {
      const keyName = names.take(foreignKeyName(table, link));
      const key: ConstraintSpec = {
        name: keyName,
        definition: reference(model, link),
        isForeign: true,
        isInline: false,
      };
      if (link.relation.kind !== "one-one") return [key];
      const single = `unique (${sqlIdent(link.column)})`;
      if (spec.constraints.some((item) => item.definition === single)) return [key];
      const name = names.choose(table.table, [link.column], "key");
      return [key, { name, definition: single, isForeign: false, isInline: false }];
    }),
  ];
}

function historySpec(table: TableModel, names: AutoNames): TableSpec {
  const name = historyTable(table);
  return {
    id: `history:${table.entity.id}`,
    name,
    label: `the history of ${table.entity.label.many}`,
    kind: "history",
    columns: [],
    constraints: [
      { name: names.choose(name, [], "pkey"), definition: "primary key (id)", isForeign: false, isInline: true },
    ],
    model: null,
  };
}

/** The tables of the foundation that hold a role. They exist from the first version on. */
function roleTables(model: Model): TableSpec[] {
  const keys = model.roles.map((role) => sqlText(role.key)).join(", ");
  const tables = model.isOrg ? ["organization_members", "organization_invites"] : ["profiles"];
  return tables.map(
    (name): TableSpec => ({
      id: `roles:${name}`,
      name,
      label: name === "organization_invites" ? "Invitations" : "People",
      kind: "roles",
      columns: [
        {
          id: "role",
          name: "role",
          label: "role",
          type: "text",
          notNull: true,
          default: sqlText(model.defaultRole),
          generated: null,
          source: { kind: "role" },
        },
      ],
      constraints: [
        { name: `${name}_role_check`, definition: `check (role in (${keys}))`, isForeign: false, isInline: true },
      ],
      model: null,
    }),
  );
}
