import { sqlIdent, sqlText } from "../escape";
import { findLink, isFileColumn, type Model, type TableModel } from "../model";
import { anonExpression, authenticatedExpression } from "./rules";
import { clip } from "./tables";

/** Rules that live in triggers: status changes, history, conditions on a parent, public-form limits, reports. */
export function behaviourSql(model: Model): string {
  return [
    ...model.tables.map((table) => workflowSql(model, table)),
    ...model.tables.map((table) => historySql(model, table)),
    ...model.tables.map((table) => onlyWhenSql(model, table)),
    ...model.tables.map(ownFilesSql),
    ...publicFormTables(model).map(publicFormSql),
    ...model.blueprint.reports.map((_report, index) => reportSql(model, index)),
  ]
    .filter(Boolean)
    .join("\n");
}

function workflowSql(model: Model, table: TableModel): string {
  const flow = table.entity.workflow;
  const column = table.columns.find((item) => item.field.key === flow?.field);
  if (!flow || !column || flow.transitions.length === 0) return "";
  const name = `private.${sqlIdent(clip(`${table.table}_check_status`))}`;
  const field = sqlIdent(column.column);
  const steps = flow.transitions.map((step) => {
    const pair = `(old.${field} = ${sqlText(step.from)} and new.${field} = ${sqlText(step.to)}`;
    return `${pair}${step.roles.length > 0 ? ` and ${hasRole(model, step.roles)}` : ""})`;
  });
  return `create function ${name}() returns trigger
language plpgsql set search_path = '' as $$
begin
  if new.${field} is not distinct from old.${field} then
    return new;
  end if;
  if not (${steps.join("\n    or ")}) then
    raise exception 'status cannot change from % to %', old.${field}, new.${field} using errcode = '23514';
  end if;
  return new;
end $$;
revoke all on function ${name}() from public, anon, authenticated;
create trigger ${sqlIdent(clip(`${table.table}_status`))} before update of ${field} on public.${sqlIdent(table.table)}
  for each row execute function ${name}();
`;
}

/** The service role has no uid and is trusted to correct a status. */
function hasRole(model: Model, roles: readonly string[]): string {
  const list = roles.map(sqlText).join(", ");
  return model.isOrg
    ? `(auth.uid() is null or new.org_id in (select private.my_orgs(array[${list}])))`
    : `(auth.uid() is null or (select private.my_role()) in (${list}))`;
}

export const historyTable = (table: TableModel): string => clip(`${table.table}_history`);

/** Tables with a history, in table order. */
export const auditedTables = (model: Model): TableModel[] => model.tables.filter((table) => table.entity.audit);

/** Append-only history: written by a trigger, readable by policy, changeable by nobody. */
function historySql(model: Model, table: TableModel): string {
  const audit = table.entity.audit;
  const column = table.columns.find((item) => item.field.key === audit?.field);
  if (!audit || !column) return "";
  const name = sqlIdent(historyTable(table));
  const full = `public.${name}`;
  const readers = historyReaders(model, table);
  const org = model.isOrg ? "\n  org_id uuid not null," : "";
  const [orgColumn, orgValue] = model.isOrg ? ["org_id, ", "new.org_id, "] : ["", ""];
  const field = sqlIdent(column.column);
  return `-- Every change of ${sqlIdent(table.table)}.${field}. No foreign key to the row: the history outlives it.
create table ${full} (
  id uuid primary key default gen_random_uuid(),${org}
  row_id uuid not null,
  changed_by uuid,
  old_value text,
  new_value text,
  created_at timestamptz not null default clock_timestamp()
);
alter table ${full} enable row level security;
create index ${sqlIdent(clip(`${table.table}_history_row_idx`))} on ${full} (${orgColumn}row_id, created_at);
revoke all on ${full} from public, anon, authenticated;
grant select on ${full} to authenticated;
grant select on ${full} to service_role;
create policy ${sqlIdent(clip(`${table.table}_history_select`))} on ${full} for select to authenticated
  using (${readers});

create function private.${name}_write() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'INSERT' then
    insert into ${full} (${orgColumn}row_id, changed_by, old_value, new_value)
    values (${orgValue}new.id, auth.uid(), null, new.${field}::text);
  elsif new.${field} is distinct from old.${field} then
    insert into ${full} (${orgColumn}row_id, changed_by, old_value, new_value)
    values (${orgValue}new.id, auth.uid(), old.${field}::text, new.${field}::text);
  end if;
  return null;
end $$;
revoke all on function private.${name}_write() from public, anon, authenticated;
create trigger ${sqlIdent(clip(`${table.table}_write_history`))} after insert or update on public.${sqlIdent(table.table)}
  for each row execute function private.${name}_write();

create function private.${name}_refuse() returns trigger
language plpgsql set search_path = '' as $$
begin
  raise exception 'history is append-only' using errcode = '42501';
end $$;
revoke all on function private.${name}_refuse() from public, anon, authenticated;
create trigger ${sqlIdent(clip(`${table.table}_history_keep`))} before update or delete on ${full}
  for each row execute function private.${name}_refuse();
create trigger ${sqlIdent(clip(`${table.table}_history_keep_all`))} before truncate on ${full}
  for each statement execute function private.${name}_refuse();
`;
}

function historyReaders(model: Model, table: TableModel): string {
  const audit = table.entity.audit;
  if (!audit) return "false";
  const roles = audit.readers.flatMap((rule) => (rule.kind === "role" ? [sqlText(rule.role)] : [])).join(", ");
  const wholeOrg = audit.readers.some((rule) => rule.kind === "orgMember");
  if (model.isOrg) return `org_id = any(array(select private.my_orgs(${wholeOrg || !roles ? "" : `array[${roles}]`})))`;
  return roles ? `(select private.my_role()) in (${roles})` : "false";
}

function onlyWhenSql(model: Model, table: TableModel): string {
  const rule = table.entity.onlyWhen;
  const link = rule ? findLink(model, rule.relation)?.link : undefined;
  const column = link?.target?.columns.find((item) => item.field.key === rule?.field);
  if (!rule || !link?.target || !column) return "";
  const name = `private.${sqlIdent(clip(`${table.table}_only_when`))}`;
  return `create function ${name}() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if not exists (select 1 from public.${sqlIdent(link.target.table)} p
                 where p.id = new.${sqlIdent(link.column)} and p.${sqlIdent(column.column)} = ${sqlText(rule.value)}) then
    raise exception 'not possible yet' using errcode = '23514';
  end if;
  return new;
end $$;
revoke all on function ${name}() from public, anon, authenticated;
create trigger ${sqlIdent(clip(`${table.table}_only_when`))} before insert on public.${sqlIdent(table.table)}
  for each row execute function ${name}();
`;
}

/**
 * Naming a file in a row opens the file to the row's readers, so only the uploader may do it. A trigger, because a
 * policy on the row and a policy on storage that look at each other are infinite recursion.
 */
function ownFilesSql(table: TableModel): string {
  const columns = table.columns.filter(isFileColumn).map((column) => sqlIdent(column.column));
  if (columns.length === 0) return "";
  const name = `private.${sqlIdent(clip(`${table.table}_own_files`))}`;
  const checks = columns.map(
    (column) => `  if new.${column} is not null and (tg_op = 'INSERT' or new.${column} is distinct from old.${column})
     and split_part(new.${column}, '/', 1) <> auth.uid()::text then
    raise exception 'only your own uploads can be attached' using errcode = '42501';
  end if;`,
  );
  return `create function ${name}() returns trigger
language plpgsql set search_path = '' as $$
begin
${checks.join("\n")}
  return new;
end $$;
revoke all on function ${name}() from public, anon, authenticated;
create trigger ${sqlIdent(clip(`${table.table}_own_files`))} before insert or update on public.${sqlIdent(table.table)}
  for each row execute function ${name}();
`;
}

/** Tables people without an account may add rows to. */
export const publicFormTables = (model: Model): TableModel[] =>
  model.entities.filter((table) => anonExpression(table, "create") !== null);

function publicFormSql(table: TableModel): string {
  const name = sqlIdent(table.table);
  const unique = table.columns.find((column) => column.field.unique);
  const column = unique ? sqlIdent(unique.column) : "";
  const silent = unique
    ? `
  -- A repeated value is dropped without an error: an error would tell strangers who is on the list.
  new.${column} := lower(btrim(new.${column}));
  perform pg_advisory_xact_lock(hashtext(new.${column}));
  if exists (select 1 from public.${name} t where t.${column} = new.${column}) then
    return null;
  end if;`
    : "";
  return `create table private.${sqlIdent(clip(`${table.table}_rate`))} (
  bucket text primary key,
  window_start timestamptz not null default now(),
  hits integer not null default 0
);
alter table private.${sqlIdent(clip(`${table.table}_rate`))} enable row level security;
revoke all on private.${sqlIdent(clip(`${table.table}_rate`))} from public, anon, authenticated;

-- The public form: at most 30 rows a minute per sender, addresses kept only as a hash.
create function private.${sqlIdent(clip(`${table.table}_public_form`))}() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  sender text := md5(coalesce(nullif(current_setting('request.headers', true), '')::json ->> 'x-forwarded-for', 'unknown'));
  seen integer;
begin
  if auth.uid() is null and current_setting('role', true) = 'anon' then
    delete from private.${sqlIdent(clip(`${table.table}_rate`))} where window_start < now() - interval '1 minute';
    insert into private.${sqlIdent(clip(`${table.table}_rate`))} as r (bucket, hits) values (sender, 1)
    on conflict (bucket) do update set hits = r.hits + 1
    returning r.hits into seen;
    if seen > 30 then
      raise exception 'too many requests' using errcode = 'PT429';
    end if;
  end if;${silent}
  return new;
end $$;
revoke all on function private.${sqlIdent(clip(`${table.table}_public_form`))}() from public, anon, authenticated;
create trigger ${sqlIdent(clip(`${table.table}_public_form`))} before insert on public.${name}
  for each row execute function private.${sqlIdent(clip(`${table.table}_public_form`))}();
`;
}

/** A report is a view that runs with the caller's rights and filters by role itself. */
function reportSql(model: Model, index: number): string {
  const report = model.blueprint.reports[index];
  const table = model.entities.find((item) => item.entity.id === report?.entity);
  if (!report || !table) return "";
  const link = table.links.find((item) => item.relation.id === report.groupBy);
  const column = table.columns.find((item) => item.field.key === report.groupBy);
  const group = sqlIdent(link?.column ?? column?.column ?? "id");
  const sumColumn = table.columns.find((item) => item.field.key === report.sum);
  const total = sumColumn ? `, coalesce(sum(t.${sqlIdent(sumColumn.column)}), 0)::bigint as total` : "";
  const label = link
    ? link.target
      ? `(select r.${sqlIdent(titleColumn(link.target))}::text from public.${sqlIdent(link.target.table)} r where r.id = t.${group})`
      : `(select p.display_name from public.profiles p where p.id = t.${group})`
    : `t.${group}::text`;
  const roles = report.roles.map(sqlText).join(", ");
  const who = model.isOrg
    ? `t.org_id = any(array(select private.my_orgs(array[${roles}])))`
    : `(select private.my_role()) in (${roles})`;
  const name = sqlIdent(reportView(report.key));
  const org = model.isOrg ? "t.org_id, " : "";
  return `create view public.${name} with (security_invoker = true) as
select ${org}t.${group}::text as group_key, ${label} as label, count(*)::bigint as row_count${total}
from public.${sqlIdent(table.table)} t
where ${who}
group by ${org}t.${group};
revoke all on public.${name} from public, anon, authenticated;
grant select on public.${name} to authenticated;
`;
}

export const reportView = (key: string): string => clip(`report_${key}`);

export function titleColumn(table: TableModel): string {
  return table.columns.find((column) => column.field.key === table.entity.titleField)?.column ?? "id";
}

/** Bucket and object policies: a file may be read by whoever may read a row that names it. */
export function storageSql(model: Model): string {
  const sources = model.entities.flatMap((table) =>
    table.columns.filter(isFileColumn).map((column) => ({ table, column })),
  );
  const rowsFor = (role: "authenticated" | "anon"): string[] =>
    sources
      .filter(({ table }) =>
        role === "anon"
          ? anonExpression(table, "read") !== null
          : authenticatedExpression(model, table, "read") !== null,
      )
      .map(
        ({ table, column }) =>
          `exists (select 1 from public.${sqlIdent(table.table)} t where t.${sqlIdent(column.column)} = storage.objects.name)`,
      );
  const anonymous = rowsFor("anon");
  return `-- Private bucket. Path is <uploader>/<random>.<extension>, so nobody can guess or overwrite another's file.
insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types)
values ('uploads', 'uploads', false, 10485760,
  array['application/pdf', 'image/png', 'image/jpeg', 'image/webp', 'image/gif', 'text/plain', 'text/csv'])
on conflict (id) do nothing;

create policy uploads_insert on storage.objects for insert to authenticated
  with check (bucket_id = 'uploads' and (storage.foldername(name))[1] = (select auth.uid())::text);
create policy uploads_select on storage.objects for select to authenticated
  using (bucket_id = 'uploads' and ((storage.foldername(name))[1] = (select auth.uid())::text
    ${rowsFor("authenticated")
      .map((row) => `or ${row}`)
      .join("\n    ")}));
${anonymous.length > 0 ? `create policy uploads_select_anon on storage.objects for select to anon\n  using (bucket_id = 'uploads' and (${anonymous.join("\n    or ")}));\n` : ""}create policy uploads_delete on storage.objects for delete to authenticated
  using (bucket_id = 'uploads' and (storage.foldername(name))[1] = (select auth.uid())::text);
`;
}
