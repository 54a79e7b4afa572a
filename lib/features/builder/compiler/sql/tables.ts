import { sqlComment, sqlIdent } from "../escape";
import { isFileColumn, type LinkColumn, type Model, type TableModel } from "../model";
import { columnSql } from "./columns";

/** Tables with their checks, foreign keys and indexes; RLS is switched on in the same breath. */
export function tablesSql(model: Model): string {
  const needsOverlap = model.tables.some((table) => table.entity.noOverlap);
  return [
    needsOverlap
      ? "-- Needed to exclude overlapping time ranges per row.\ncreate schema if not exists extensions;\ncreate extension if not exists btree_gist with schema extensions;\n"
      : "",
    ...model.tables.map((table) => tableSql(table)),
    ...model.tables.flatMap((table) => foreignKeys(model, table)),
    "",
    ...model.tables.flatMap((table) => indexes(table)),
    "",
  ].join("\n");
}

function tableSql(table: TableModel): string {
  const name = `public.${sqlIdent(table.table)}`;
  const lines = [
    "id uuid primary key default gen_random_uuid()",
    ...(table.hasOrg ? ["org_id uuid not null references public.organizations (id) on delete cascade"] : []),
    ...(table.hasOwner ? [ownerColumn(table)] : []),
    ...table.links.map((link) => `${sqlIdent(link.column)} uuid${link.relation.required ? " not null" : ""}`),
    ...table.columns.map((column) => columnSql(column, table)),
    "created_at timestamptz not null default now()",
    "updated_at timestamptz not null default now()",
    ...tableConstraints(table),
  ];
  return `-- ${sqlComment(table.entity.label.many)}
create table ${name} (
${lines.map((line) => `  ${line}`).join(",\n")}
);
alter table ${name} enable row level security;
create trigger ${sqlIdent(clip(`${table.table}_touch`))} before update on ${name}
  for each row execute function private.touch_updated_at();
`;
}

/** `owner_id` taken apart: its default, if any, and what it points to. */
export function ownerParts(table: TableModel): { default: string | null; reference: string } {
  return table.entity.ownerMode === "assigned"
    ? { default: null, reference: "references public.profiles (id) on delete set null" }
    : { default: "auth.uid()", reference: "references public.profiles (id) on delete cascade" };
}

function ownerColumn(table: TableModel): string {
  const parts = ownerParts(table);
  return `owner_id uuid${parts.default === null ? "" : ` default ${parts.default}`} ${parts.reference}`;
}

/** Rules over several columns, and unique values, as they stand at the end of `create table`. */
export function tableConstraints(table: TableModel): string[] {
  const { entity } = table;
  const scope = table.hasOrg ? ["org_id"] : [];
  const out: string[] = table.hasOrg ? ["unique (org_id, id)"] : [];
  for (const column of table.columns.filter((item) => item.field.unique)) {
    out.push(`unique (${[...scope, column.column].map(sqlIdent).join(", ")})`);
  }
  for (const set of entity.uniques) out.push(`unique (${set.map((part) => partColumn(table, part)).join(", ")})`);
  for (const pair of entity.ordered) out.push(`check (${partColumn(table, pair.a)} < ${partColumn(table, pair.b)})`);
  if (entity.noOverlap) out.push(overlapConstraint(table));
  return out;
}

function overlapConstraint(table: TableModel): string {
  const rule = table.entity.noOverlap;
  if (!rule) throw new RangeError("no overlap rule");
  const start = table.columns.find((column) => column.field.key === rule.start);
  const range = start?.field.type === "date" ? "daterange" : "tstzrange";
  const bounds = range === "daterange" ? "'[]'" : "'[)'";
  const from = partColumn(table, rule.start);
  const to = partColumn(table, rule.end);
  const status = table.columns.find((column) => column.enumDef?.values.some((value) => value.key === "cancelled"));
  const where = status ? ` where (${sqlIdent(status.column)} <> 'cancelled')` : "";
  return `constraint ${sqlIdent(clip(`${table.table}_no_overlap`))} exclude using gist (${partColumn(table, rule.relation)} with =, ${range}(${from}, ${to}, ${bounds}) with &&)${where}`;
}

/** Column of a field key or of a relation id. */
export function partColumn(table: TableModel, part: string): string {
  const column =
    table.columns.find((item) => item.field.key === part)?.column ??
    table.links.find((item) => item.relation.id === part)?.column;
  if (!column) throw new RangeError(`no column for ${part}`);
  return sqlIdent(column);
}

function foreignKeys(model: Model, table: TableModel): string[] {
  return table.links.map((link) => {
    const name = sqlIdent(foreignKeyName(table, link));
    return `alter table public.${sqlIdent(table.table)} add constraint ${name}\n  ${reference(model, link)}${link.relation.kind === "one-one" ? `,\n  add unique (${sqlIdent(link.column)})` : ""};`;
  });
}

export const foreignKeyName = (table: TableModel, link: LinkColumn): string =>
  clip(`${table.table}_${link.column}_fkey`);

/** Inside an organization the key carries the tenant, so no row can point across tenants. */
export function reference(model: Model, link: LinkColumn): string {
  const column = sqlIdent(link.column);
  if (!link.target) return `foreign key (${column}) references public.profiles (id) on delete set null`;
  const target = `public.${sqlIdent(link.target.table)}`;
  const action = link.relation.onDelete;
  const onDelete = action === "setNull" ? `set null${model.isOrg ? ` (${column})` : ""}` : action;
  return model.isOrg
    ? `foreign key (org_id, ${column}) references ${target} (org_id, id) on delete ${onDelete}`
    : `foreign key (${column}) references ${target} (id) on delete ${onDelete}`;
}

function indexes(table: TableModel): string[] {
  const on = `public.${sqlIdent(table.table)}`;
  const make = (suffix: string, columns: string): string =>
    `create index ${sqlIdent(clip(`${table.table}_${suffix}_idx`))} on ${on} (${columns});`;
  const tenant = table.hasOrg ? "org_id, " : "";
  return [
    make("created_at", `${tenant}created_at desc, id`),
    ...(table.hasOwner ? [make("owner_id", "owner_id")] : []),
    ...table.links.map((link) => make(link.column, `${link.target ? tenant : ""}${sqlIdent(link.column)}`)),
    ...table.columns
      .filter((column) => column.field.indexed || column.field.type === "enum" || isFileColumn(column))
      .map((column) =>
        make(column.column, isFileColumn(column) ? sqlIdent(column.column) : tenant + sqlIdent(column.column)),
      ),
  ];
}

export const clip = (name: string): string => name.slice(0, 63);
