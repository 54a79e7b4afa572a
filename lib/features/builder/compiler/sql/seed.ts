import { sqlComment, sqlIdent, sqlText } from "../escape";
import type { Model, TableModel } from "../model";
import { literal } from "../tests/matrix";
import { sampleRow } from "../tests/samples";
import { uuid } from "../tests/simulate";
import type { GeneratedFile } from "../types";

type Value = string | number | boolean | string[] | null;

/** Fixed, obviously made-up rows. No accounts: rows belong to the first person who signed up, or to nobody yet. */
export function seedFile(model: Model): GeneratedFile {
  const { count, rngSeed } = model.blueprint.seed;
  const random = seededRandom(rngSeed);
  const inserts = count === 0 ? [] : model.tables.flatMap((table) => tableRows(model, table, { count, random }));
  const body = inserts.length > 0 ? `${prelude(model)}\n${inserts.join("\n")}\n` : "-- No sample rows.\n";
  return {
    path: "supabase/seed.sql",
    content: `-- Sample rows for ${sqlComment(model.blueprint.app.name)}. Safe to run again.\n\n${body}`,
  };
}

const ORG = uuid(500, 1);

function prelude(model: Model): string {
  if (!model.isOrg) return "";
  const admin = sqlText(model.adminRoles[0] ?? model.defaultRole);
  return `insert into public.organizations (id, name, created_by)
values (${sqlText(ORG)}, 'Sample organization', null) on conflict (id) do nothing;
insert into public.organization_members (org_id, user_id, role)
select ${sqlText(ORG)}, p.id, ${admin} from public.profiles p order by p.created_at limit 1
on conflict do nothing;
`;
}

const seedId = (model: Model, table: TableModel, n: number): string => uuid(600 + model.tables.indexOf(table), n);

function tableRows(model: Model, table: TableModel, options: { count: number; random: () => number }): string[] {
  const rows = Array.from({ length: options.count }, (_item, index) =>
    rowSql(model, table, { n: index + 1, ...options }),
  );
  return [`-- ${sqlComment(table.entity.label.many)}`, ...rows, ""];
}

function rowSql(model: Model, table: TableModel, at: { n: number; count: number; random: () => number }): string {
  const values: Record<string, Value> = { id: seedId(model, table, at.n) };
  if (table.hasOrg) values.org_id = ORG;
  for (const link of table.links) {
    const isReady = link.target !== null && model.tables.indexOf(link.target) < model.tables.indexOf(table);
    values[link.column] = isReady && link.target ? seedId(model, link.target, at.n) : null;
  }
  Object.assign(values, sampleRow(table, at.n));
  varyChoices(table, values, at.random);
  for (const child of model.tables) requireParentValue(child, table, values);
  const columns = Object.keys(values);
  const owner = table.hasOwner && table.entity.ownerMode === "creator";
  const names = [...columns, ...(owner ? ["owner_id"] : [])].map(sqlIdent).join(", ");
  const literals = [
    ...columns.map((column) => literal(values[column] ?? null)),
    ...(owner ? ["(select p.id from public.profiles p order by p.created_at limit 1)"] : []),
  ];
  return `insert into public.${sqlIdent(table.table)} (${names}) values (${literals.join(", ")}) on conflict (id) do nothing;`;
}

/** Different choices make the lists look alive; overlaps and statuses that block others stay as they were. */
function varyChoices(table: TableModel, values: Record<string, Value>, random: () => number): void {
  for (const column of table.columns) {
    const options = column.enumDef?.values ?? [];
    if (column.field.type !== "enum" || options.length === 0) continue;
    values[column.column] = options[Math.floor(random() * options.length)]?.key ?? null;
  }
}

function requireParentValue(child: TableModel, table: TableModel, values: Record<string, Value>): void {
  const rule = child.entity.onlyWhen;
  const link = child.links.find((item) => item.relation.id === rule?.relation);
  const column = table.columns.find((item) => item.field.key === rule?.field);
  if (rule && link?.target === table && column) values[column.column] = rule.value;
}

/** Park and Miller's generator: the same seed gives the same rows everywhere. */
function seededRandom(seed: number): () => number {
  let state = (seed % 2_147_483_646) + 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
