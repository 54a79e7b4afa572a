import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Engine } from "./engine";

export type Migration = { version: string; name: string; sql: string };

/** The data was written by a newer Atrium than this one. */
export class NewerDataError extends Error {
  override readonly name = "NewerDataError";
}

/** Reads `supabase/migrations`, oldest first. */
export function readMigrations(root = process.cwd()): Migration[] {
  const dir = join(root, "supabase", "migrations");
  return readdirSync(dir)
    .filter((file) => /^\d{14}_.+\.sql$/.test(file))
    .sort()
    .map((file) => ({
      version: file.slice(0, 14),
      name: file.slice(15, -4),
      sql: readFileSync(join(dir, file), "utf8"),
    }));
}

// Any constant does, as long as every Atrium uses the same one.
const migrationLock = 7_203_114;

/**
 * Applies what is missing, each migration in its own transaction together with its history row. The history has the
 * Supabase CLI's own shape, so `supabase migration list` and this runner agree. Processes that start together queue on a lock.
 * @returns versions applied now
 * @throws NewerDataError when the database knows a migration this build does not
 */
export async function migrate(engine: Engine, migrations: Migration[]): Promise<string[]> {
  await engine.exec(`
    create schema if not exists supabase_migrations;
    create table if not exists supabase_migrations.schema_migrations (version text primary key, statements text[], name text);
  `);
  const known = new Set(migrations.map((m) => m.version));
  const { rows } = await engine.executeSql(
    "select version from supabase_migrations.schema_migrations order by version",
  );
  const done = new Set((rows as { version: string }[]).map((row) => row.version));
  const newer = [...done].filter((version) => !known.has(version));
  if (newer.length > 0) {
    throw new NewerDataError(
      `The data was written by a newer version of Atrium (it has migration ${newer.at(-1)}). Update Atrium, or start over with "npm run reset".`,
    );
  }
  const applied: string[] = [];
  for (const migration of migrations.filter((m) => !done.has(m.version))) {
    // One script = one implicit transaction block here: begin..commit inside, and the guard re-checks under the lock.
    await engine
      .exec(`
      begin;
      select pg_advisory_xact_lock(${migrationLock});
      do $guard$ begin
        if exists (select from supabase_migrations.schema_migrations where version = '${migration.version}') then
          raise exception 'already_applied' using errcode = 'AT000';
        end if;
      end $guard$;
      ${migration.sql}
      insert into supabase_migrations.schema_migrations (version, name, statements) values ('${migration.version}', '${migration.name}', '{}');
      commit;
    `)
      .then(
        () => applied.push(migration.version),
        async (error: unknown) => {
          await engine.exec("rollback").catch(() => {});
          if (!(error instanceof Error && "code" in error && error.code === "AT000")) throw error;
        },
      );
  }
  return applied;
}

/** Names the migrations that a database this process must not migrate (hosted Supabase) still lacks. */
export async function missingMigrations(engine: Engine, migrations: Migration[]): Promise<string[]> {
  const exists = await engine.executeSql(
    "select to_regclass('supabase_migrations.schema_migrations') is not null as ok",
  );
  if (!(exists.rows as { ok: boolean }[])[0]?.ok) return migrations.map((m) => m.version);
  const { rows } = await engine.executeSql("select version from supabase_migrations.schema_migrations");
  const done = new Set((rows as { version: string }[]).map((row) => row.version));
  return migrations.map((m) => m.version).filter((version) => !done.has(version));
}
