import { sql } from "kysely";
import type { Executor } from "./catalogue";

/** A rule of the catalogue: a query that lists whatever breaks it. */
export type CatalogueRule = { name: string; query: string };

const schemas = `('public', 'private')`;
const ours = `n.nspname in ${schemas}`;

/**
 * SECURITY DEFINER functions that callers may execute, and why. Each one reads who asks from the transaction's claims and
 * answers about that caller alone.
 */
export const callableDefiners: Record<string, string> = {
  "private.my_workspaces": "policies stand on it; answers the caller's own workspaces",
  "private.my_project_grants": "policies stand on it; answers the projects the caller is a collaborator of",
  "private.my_hidden_projects":
    "policies stand on it; answers private projects of the caller's workspaces that are kept from the caller",
  "private.my_assistants": "policies stand on it; answers the assistants the caller may reach",
  "private.my_corpora": "policies stand on it; answers what the caller's assistants know, or the visitor's one",
  "private.my_project_rank": "policies stand on it; answers the caller's own rank in one project",
  "private.project_people": "mentions stand on it; answers who sees a project, for callers who see it",
  "private.generations_taken": "the count of the day; answers about a workspace the caller is in",
  "private.has_place": "policies stand on it; answers whether somebody is in a workspace of the caller's",
  "private.my_guest_workspaces": "policies stand on it; answers the workspaces the caller is a guest of",
  "private.my_deleted_workspaces": "policies stand on it; answers deleted workspaces the caller owns",
  "private.my_colleagues": "policies stand on it; answers ids of people who share a workspace with the caller",
  "private.workspace_templates": "the marketplace stands on it; answers templates of a workspace the caller is in",
  "private.my_rank": "policies stand on it; answers the caller's own rank in one workspace",
  "private.record_event": "audit of deeds without a row; refuses a workspace the caller has no place in",
};

export const catalogueRules: CatalogueRule[] = [
  {
    name: "every table has row level security",
    query: `select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where ${ours} and c.relkind in ('r', 'p') and not c.relrowsecurity`,
  },
  {
    name: "every table has a primary key",
    query: `select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where ${ours} and c.relkind in ('r', 'p') and not exists (select from pg_index i where i.indrelid = c.oid and i.indisprimary)`,
  },
  {
    name: "policies name anon or authenticated and nobody else",
    query: `select schemaname || '.' || tablename || '.' || policyname || ' to ' || roles::text from pg_policies
      where schemaname in ${schemas} and not (roles <@ array['anon', 'authenticated']::name[])`,
  },
  {
    name: "one permissive policy per table, verb and role",
    query: `select schemaname || '.' || tablename || ' ' || verb || ' ' || role from pg_policies,
        unnest(roles) as role, unnest(case cmd when 'ALL' then array['SELECT', 'INSERT', 'UPDATE', 'DELETE'] else array[cmd] end) as verb
      where schemaname in ${schemas} and permissive = 'PERMISSIVE'
      group by schemaname, tablename, verb, role having count(*) > 1`,
  },
  {
    name: "every granted verb has a policy for its role",
    query: `select g.table_schema || '.' || g.table_name || ' ' || g.privilege_type || ' ' || g.grantee
      from information_schema.column_privileges g
      where g.table_schema in ${schemas} and g.grantee in ('anon', 'authenticated')
        and g.privilege_type in ('SELECT', 'INSERT', 'UPDATE')
        and not exists (select from pg_policies p where p.schemaname = g.table_schema and p.tablename = g.table_name
          and p.cmd in (g.privilege_type, 'ALL') and g.grantee = any (p.roles::text[]))
      group by 1`,
  },
  {
    name: "nothing is granted to PUBLIC or anon",
    query: `select n.nspname || '.' || c.relname || ': ' || a.privilege_type || ' to ' || coalesce(r.rolname, 'PUBLIC')
      from pg_class c join pg_namespace n on n.oid = c.relnamespace, aclexplode(c.relacl) a left join pg_roles r on r.oid = a.grantee
      where ${ours} and (a.grantee = 0 or r.rolname = 'anon')`,
  },
  {
    name: "nobody but the owner may truncate, reference or attach triggers",
    query: `select n.nspname || '.' || c.relname || ': ' || a.privilege_type || ' to ' || coalesce(r.rolname, 'PUBLIC')
      from pg_class c join pg_namespace n on n.oid = c.relnamespace, aclexplode(c.relacl) a left join pg_roles r on r.oid = a.grantee
      where ${ours} and a.grantee <> c.relowner and a.privilege_type not in ('SELECT', 'INSERT', 'UPDATE', 'DELETE')`,
  },
  {
    name: "every foreign key has an index that starts with its columns",
    query: `select k.conrelid::regclass || '.' || k.conname from pg_constraint k join pg_class c on c.oid = k.conrelid
        join pg_namespace n on n.oid = c.relnamespace
      where ${ours} and k.contype = 'f' and not exists (
        select from pg_index i where i.indrelid = k.conrelid and i.indpred is null
          and (select array_agg(col order by col) from unnest((i.indkey::int2[])[0:cardinality(k.conkey) - 1]) col)
            = (select array_agg(col order by col) from unnest(k.conkey) col))`,
  },
  {
    name: "a child of a tenant's row names the tenant in its foreign key",
    query: `select k.conrelid::regclass || '.' || k.conname from pg_constraint k
        join pg_class parent on parent.oid = k.confrelid join pg_namespace pn on pn.oid = parent.relnamespace
        join pg_class child on child.oid = k.conrelid join pg_namespace n on n.oid = child.relnamespace
      where k.contype = 'f' and ${ours} and pn.nspname in ${schemas} and parent.oid <> child.oid
        and exists (select from pg_attribute a where a.attrelid = parent.oid and a.attname = 'workspace_id' and not a.attisdropped)
        and not exists (select from pg_attribute a where a.attrelid = child.oid and a.attname = 'workspace_id' and a.attnum = any (k.conkey))`,
  },
  {
    name: "views run as their caller",
    query: `select n.nspname || '.' || c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where ${ours} and (c.relkind = 'm' or (c.relkind = 'v' and not coalesce(c.reloptions, '{}') && array['security_invoker=true', 'security_invoker=on']))`,
  },
  {
    name: "every function has an empty search_path",
    query: `select n.nspname || '.' || p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where ${ours} and not coalesce(p.proconfig, '{}') && array['search_path=""', 'search_path=']`,
  },
  {
    name: "no function is executable by PUBLIC or anon",
    query: `select n.nspname || '.' || p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where ${ours} and (has_function_privilege('anon', p.oid, 'execute')
        or exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a where a.grantee = 0))`,
  },
  {
    name: "a SECURITY DEFINER function that callers may execute is on the list",
    query: `select n.nspname || '.' || p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where ${ours} and p.prosecdef and has_function_privilege('authenticated', p.oid, 'execute')
        and n.nspname || '.' || p.proname <> all (array[${Object.keys(callableDefiners)
          .map((name) => `'${name}'`)
          .join(", ")}])`,
  },
  {
    name: "the exposed schema holds no functions",
    query: `select p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = 'public'
      and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')`,
  },
  {
    name: "no policy reads what users may write about themselves",
    query: `select schemaname || '.' || tablename || '.' || policyname from pg_policies
      where coalesce(qual, '') || coalesce(with_check, '') ~* 'user_metadata|raw_user_meta'`,
  },
  {
    name: "policies call their helpers once per statement, not once per row",
    query: `select schemaname || '.' || tablename || '.' || policyname from pg_policies
      where schemaname in ${schemas}
        and regexp_replace(coalesce(qual, '') || ' ' || coalesce(with_check, ''), '\\( ?SELECT private\\.\\w+\\([^()]*(\\([^()]*\\)[^()]*)*\\)', '', 'gi')
          ~ 'private\\.(my_workspaces|my_guest_\\w+|my_project_grants|my_hidden_projects|my_assistants|my_corpora|actor_assistant_id|actor_visitor_id|my_deleted_workspaces|my_colleagues|actor_user_id|actor_key_id|claims|live_key)\\('`,
  },
  {
    name: "job payloads are out of every caller's reach",
    query: `select c.relname || ' ' || r.rolname from pg_class c join pg_namespace n on n.oid = c.relnamespace,
        (values ('anon'), ('authenticated'), ('service_role')) r (rolname)
      where n.nspname = 'pgboss' and (has_schema_privilege(r.rolname, n.oid, 'usage')
        or (c.relkind in ('r', 'p') and has_table_privilege(r.rolname, c.oid, 'select, insert, update, delete, truncate')))`,
  },
  {
    name: "callers cannot create anything",
    query: `select n.nspname || ' ' || r.rolname from pg_namespace n, (values ('anon'), ('authenticated'), ('service_role')) r (rolname)
      where n.nspname in ('public', 'private', 'pgboss', 'supabase_migrations') and has_schema_privilege(r.rolname, n.oid, 'create')`,
  },
  {
    name: "callers cannot read accounts",
    query: `select c.relname || ' ' || r.rolname from pg_class c join pg_namespace n on n.oid = c.relnamespace,
        (values ('anon'), ('authenticated')) r (rolname)
      where n.nspname = 'auth' and c.relkind = 'r' and has_schema_privilege(r.rolname, n.oid, 'usage')
        and has_any_column_privilege(r.rolname, c.oid, 'select, insert, update')`,
  },
  {
    name: "only service_role bypasses row level security, and no caller may log in",
    query: `select rolname from pg_roles where rolname in ('anon', 'authenticated', 'service_role')
      and (rolsuper or rolcanlogin or rolcreaterole or rolcreatedb or rolbypassrls <> (rolname = 'service_role'))`,
  },
];

/** @returns `rule: object` for everything that breaks a rule */
export async function checkCatalogue(db: Executor, rules: CatalogueRule[] = catalogueRules): Promise<string[]> {
  const broken: string[] = [];
  for (const rule of rules) {
    const { rows } = await sql.raw<Record<string, string>>(rule.query).execute(db);
    broken.push(...rows.map((row) => `${rule.name}: ${Object.values(row)[0]}`));
  }
  return broken;
}
