import "server-only";
import type { Engine } from "./engine";

/**
 * Tables that autovacuum would take now, by its own formula and settings (PostgreSQL manual, "The Autovacuum Daemon"). What
 * has changed is counted in memory and lost when the process is killed: a table of some size that never was looked at is
 * due as well.
 */
const dueTables = `
  with setting as (
    select current_setting('autovacuum_vacuum_threshold')::float8 as dead_least, current_setting('autovacuum_vacuum_scale_factor')::float8 as dead_share,
      current_setting('autovacuum_vacuum_insert_threshold')::float8 as new_least, current_setting('autovacuum_vacuum_insert_scale_factor')::float8 as new_share,
      current_setting('autovacuum_analyze_threshold')::float8 as changed_least, current_setting('autovacuum_analyze_scale_factor')::float8 as changed_share)
  select format('%I.%I', s.schemaname, s.relname) as name
  from pg_stat_all_tables s join pg_class c on c.oid = s.relid, setting
  where c.relkind in ('r', 'm') and c.relpersistence = 'p'
    and (s.n_dead_tup > dead_least + dead_share * greatest(c.reltuples, 0)
      or s.n_ins_since_vacuum > new_least + new_share * greatest(c.reltuples, 0)
      or s.n_mod_since_analyze > changed_least + changed_share * greatest(c.reltuples, 0)
      or (c.reltuples < 0 and pg_relation_size(c.oid) > 65536))
  order by pg_relation_size(c.oid)`;

/**
 * What autovacuum does on a server. PGlite has no processes beside the one, so nobody would remove dead rows (a table that is
 * updated every second grows for ever), mark pages as visible to all (an index-only scan then reads the table as well) or
 * count values for the planner. Others have their turn between two tables.
 * @returns the tables, as `schema.name`
 */
export async function vacuumDue(engine: Engine, signal?: AbortSignal): Promise<string[]> {
  const { rows } = await engine.executeSql(dueTables);
  const names = (rows as { name: string }[]).map(({ name }) => name);
  const done: string[] = [];
  for (const name of names) {
    if (signal?.aborted) break;
    await engine.executeSql(`vacuum (analyze) ${name}`);
    done.push(name);
  }
  return done;
}
