import { type Kysely, sql } from "kysely";
import type { DB } from "@/lib/platform/db/database";

/** A connection's own role or a transaction of it. */
export type Executor = Kysely<DB>;

export type Table = {
  /** `schema.name`. */
  name: string;
  schema: string;
  relation: string;
  rls: boolean;
  columns: string[];
  key: string[];
  /** Columns `authenticated` may write in an insert; empty when it may not insert. */
  insertable: string[];
};

export type Policy = {
  name: string;
  table: string;
  permissive: boolean;
  roles: string[];
  verb: "ALL" | "SELECT" | "INSERT" | "UPDATE" | "DELETE";
  using: string | null;
  check: string | null;
};

export async function readTables(db: Executor): Promise<Table[]> {
  const { rows } = await sql<Table>`
    select n.nspname || '.' || c.relname as name, n.nspname as schema, c.relname as relation, c.relrowsecurity as rls,
      (select json_agg(a.attname order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
      coalesce((select json_agg(a.attname order by array_position(i.indkey::int[], a.attnum::int)) from pg_index i
        join pg_attribute a on a.attrelid = c.oid and a.attnum = any (i.indkey)
        where i.indrelid = c.oid and i.indisprimary), '[]'::json) as key,
      coalesce((select json_agg(a.attname order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
          and has_column_privilege('authenticated', c.oid, a.attnum, 'insert')), '[]'::json) as insertable
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'private') and c.relkind in ('r', 'p')
    order by 1`.execute(db);
  return rows;
}

export async function readPolicies(db: Executor): Promise<Policy[]> {
  const { rows } = await sql<Policy>`
    select p.policyname as name, p.schemaname || '.' || p.tablename as table, p.permissive = 'PERMISSIVE' as permissive,
      to_json(p.roles) as roles, p.cmd as verb, p.qual as using, p.with_check as check
    from pg_policies p where p.schemaname in ('public', 'private') order by 2, 1`.execute(db);
  return rows;
}

/** SQL of a row's identity as text, and of its content without bookkeeping that any use of a key touches. */
export function identityOf(table: Table, alias = "t"): string {
  return table.key.map((column) => `${alias}.${quote(column)}::text`).join(` || '|' || `);
}

export function contentOf(alias = "t"): string {
  return `md5((to_jsonb(${alias}) - array['last_used_at', 'last_used_ip'])::text)`;
}

export function quote(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}

export function literal(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}
