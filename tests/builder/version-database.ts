import { readFileSync } from "node:fs";
import type { PGlite } from "@electric-sql/pglite";
import type { Blueprint } from "@/lib/features/builder/blueprint/blueprint.schema";
import { compileBlueprint } from "@/lib/features/builder/compiler/compile";
import { buildModel } from "@/lib/features/builder/compiler/model";
import { matchTables } from "@/lib/features/builder/compiler/sql/versions/match";
import { quoted, type TableSpec, tableSpecs } from "@/lib/features/builder/compiler/sql/versions/table-specs";
import { pairChoices } from "@/lib/features/builder/compiler/sql/versions/values";
import type { GeneratedFile } from "@/lib/features/builder/compiler/types";
import { emptyDatabase } from "./empty-database";

/** Databases in which versions of a project are applied one after the other, and what the catalogue says of them. */

const SHIM = readFileSync(
  new URL("../../lib/features/builder/templates/common/tests/support/supabase-shim.sql.tmpl", import.meta.url),
  "utf8",
);

export const contentOf = (files: readonly GeneratedFile[], path: string): string =>
  files.find((file) => file.path === path)?.content ?? "";

export const migrationsOf = (files: readonly GeneratedFile[]): GeneratedFile[] =>
  files.filter((file) => file.path.startsWith("supabase/migrations/")).sort((a, b) => (a.path < b.path ? -1 : 1));

/** How many sequences of changes are tried, and where they start. */
export const SEQUENCES = {
  runs: Number(process.env.ATRIUM_VERSION_RUNS ?? 8),
  seed: Number(process.env.ATRIUM_VERSION_SEED ?? 20_261_121),
};

export class VersionDatabase {
  private constructor(readonly db: PGlite) {}

  static async start(): Promise<VersionDatabase> {
    return new VersionDatabase(await emptyDatabase());
  }

  close(): Promise<void> {
    return this.db.close();
  }

  /** An empty Supabase for the time of `work`; nothing of it stays. */
  async fresh<T>(work: () => Promise<T>): Promise<T> {
    await this.db.exec(`begin; ${SHIM}`);
    try {
      return await work();
    } finally {
      await this.db.exec("rollback");
    }
  }

  /** @returns the sentence of the refusal, or null */
  async attempt(sql: string): Promise<string | null> {
    await this.db.exec("savepoint attempt");
    try {
      await this.db.exec(sql);
      await this.db.exec("release savepoint attempt");
      return null;
    } catch (error) {
      await this.db.exec("rollback to savepoint attempt");
      return error instanceof Error ? error.message : String(error);
    }
  }

  /** The catalogue of a schema that is created in one go. */
  catalogueOf(files: readonly GeneratedFile[]): Promise<Catalogue> {
    return this.fresh(async () => {
      for (const file of migrationsOf(files)) await this.db.exec(file.content);
      return await this.catalogue();
    });
  }

  async catalogue(): Promise<Catalogue> {
    const out: Catalogue = {};
    for (const [part, sql] of Object.entries(PARTS)) {
      const { rows } = await this.db.query<{ line: string }>(`select line from (${sql}) lines order by line`);
      out[part] = rows.map(({ line }) => line);
    }
    return out;
  }

  /** Rows as a new project's own tests and seed make them; what collides with rows that are there is left out. */
  async fill(files: readonly GeneratedFile[], withAccounts: boolean): Promise<void> {
    const matrix: { setup: string[] } = JSON.parse(contentOf(files, "tests/access/matrix.json"));
    if (withAccounts) for (const statement of matrix.setup) await this.db.exec(statement);
    for (const line of contentOf(files, "supabase/seed.sql").split(";\n")) await this.attempt(line);
  }

  /** Every value that has to be there in the version after this one too, by the id of its row. */
  async valuesToKeep(before: Blueprint, after: Blueprint): Promise<Kept[]> {
    const models = { before: buildModel(before), after: buildModel(after) };
    const match = matchTables(tableSpecs(models.before), tableSpecs(models.after));
    const kept: Kept[] = [];
    for (const pair of match.pairs.filter((item) => item.before.kind !== "roles")) {
      const columns = pair.kept.filter((item) => item.cast === null && pairChoices(item, models) === null);
      const read = (table: TableSpec, side: "before" | "after"): string =>
        `select id::text, ${["created_at", ...columns.map((item) => `"${item[side].name}"`)].map((name) => `${name}::text`).join(" || '|' || ")} as all_set,
           concat_ws('|', created_at${columns.map((item) => `, "${item[side].name}"::text`).join("")}) as row from ${quoted(table)} order by 1`;
      const { rows } = await this.db.query<{ row: string; all_set: string | null }>(read(pair.before, "before"));
      // A row with a gap may have it filled; then its other values are compared as they stand.
      kept.push({ label: pair.before.label, sql: read(pair.after, "after"), rows });
    }
    return kept;
  }

  /** Tables that lost a row or a value. */
  async missing(kept: readonly Kept[]): Promise<string[]> {
    const out: string[] = [];
    for (const { label, sql, rows } of kept) {
      const { rows: now } = await this.db.query<{ row: string }>(sql);
      if (now.length !== rows.length) out.push(`${label}: ${rows.length} rows, then ${now.length}`);
      rows.forEach((row, index) => {
        if (row.all_set !== null && row.row !== now[index]?.row)
          out.push(`${label}: ${row.row} became ${now[index]?.row}`);
      });
    }
    return out;
  }
}

export type Kept = { label: string; sql: string; rows: { row: string; all_set: string | null }[] };
export type Catalogue = Record<string, string[]>;

const OURS = "n.nspname in ('public', 'private')";
const acl = (list: string): string =>
  `(select string_agg(format('%s:%s', coalesce(nullif(a.grantee, 0)::regrole::text, 'public'), a.privilege_type), ' ' order by a.grantee, a.privilege_type) from aclexplode(${list}) a)`;

/**
 * What a schema is, as lines. Left out on purpose: the order of columns, because a column that is added later comes last;
 * names of not-null constraints, because only Postgres 18 has them and a renamed column keeps its own; extensions and the
 * bucket row, because they may hold other things by now and stay when the last user of them goes.
 */
const PARTS: Record<string, string> = {
  relations: `select format('%s.%s %s rls=%s/%s %s', n.nspname, c.relname, c.relkind, c.relrowsecurity, c.relforcerowsecurity, c.reloptions) as line
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where ${OURS} and c.relkind in ('r', 'v', 'S', 'm')`,
  columns: `select format('%s.%s.%s %s notnull=%s gen=%s default=%s %s', n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attgenerated, pg_get_expr(d.adbin, d.adrelid), ${acl("a.attacl")}) as line
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where ${OURS} and c.relkind in ('r', 'v') and a.attnum > 0 and not a.attisdropped`,
  constraints: `select format('%s.%s %s %s', n.nspname, c.relname, o.conname, pg_get_constraintdef(o.oid)) as line
    from pg_constraint o join pg_class c on c.oid = o.conrelid join pg_namespace n on n.oid = c.relnamespace
    where ${OURS} and o.contype <> 'n'`,
  indexes: `select format('%s %s', pg_get_indexdef(i.indexrelid), i.indisvalid) as line
    from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace where ${OURS}`,
  policies: `select format('%s.%s %s %s %s %s using %s check %s', schemaname, tablename, policyname, permissive, roles, cmd, qual, with_check) as line from pg_policies`,
  grants: `select format('%s.%s %s', n.nspname, c.relname, ${acl("coalesce(c.relacl, acldefault('r', c.relowner))")}) as line
    from pg_class c join pg_namespace n on n.oid = c.relnamespace where ${OURS} and c.relkind in ('r', 'v')`,
  functions: `select format('%s %s', pg_get_functiondef(p.oid), ${acl("coalesce(p.proacl, acldefault('f', p.proowner))")}) as line
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace where ${OURS} and p.prokind = 'f'
      and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e')`,
  triggers: `select format('%s %s', pg_get_triggerdef(t.oid), t.tgenabled) as line
    from pg_trigger t where not t.tgisinternal`,
  views: `select format('%s %s', v.viewname, v.definition) as line from pg_views v where v.schemaname in ('public', 'private')`,
};

/** Applies versions in order and compares each with a schema made in one go. Gives the refusals, by version. */
export async function walk(database: VersionDatabase, versions: readonly Blueprint[]): Promise<Map<number, string>> {
  const refusals = new Map<number, string>();
  const last = versions.at(-1);
  if (!last) return refusals;
  const scratch = await Promise.all(versions.map((blueprint) => compileBlueprint(blueprint).files));
  const catalogues: Catalogue[] = [];
  for (const files of scratch) catalogues.push(await database.catalogueOf(files));
  const all = migrationsOf(compileBlueprint(last, { history: versions.slice(0, -1) }).files);
  const migrationOf = (version: number) => all.find(({ path }) => path.endsWith(`_version_${version}.sql`))?.content;
  await database.fresh(async () => {
    for (const { path, content } of all) if (!/_version_\d+\.sql$/.test(path)) await database.db.exec(content);
    await database.fill(scratch[0] ?? [], true);
    for (let index = 1; index < versions.length; index += 1) {
      const [before, after] = [versions[index - 1], versions[index]];
      const migration = migrationOf(index + 1);
      if (!before || !after) continue;
      if (migration) {
        const refusal = await step(database, { before, after, migration });
        if (refusal !== null) refusals.set(index + 1, refusal);
      }
      sameCatalogue(await database.catalogue(), catalogues[index] ?? {}, `version ${index + 1}`);
      await database.fill(scratch[index] ?? [], false);
    }
  });
  return refusals;
}

type Step = { before: Blueprint; after: Blueprint; migration: string };

/** Refusals are the expected ones, leave everything as it was, and end when data may be lost or is corrected. */
async function step(database: VersionDatabase, { before, after, migration }: Step): Promise<string | null> {
  const kept = await database.valuesToKeep(before, after);
  const untouched = await database.catalogue();
  const refusal = await database.attempt(migration);
  if (refusal === null) {
    await allKept(database, kept, migration);
    return null;
  }
  if (!/changed nothing|nothing was changed/.test(refusal)) throw new Error(`${refusal}\n${migration}`);
  sameCatalogue(await database.catalogue(), untouched, "a refused version");
  const allowed = `set local app.allow_destructive = 'on';\n${migration}`;
  const again = await database.attempt(allowed);
  if (again === null && !/would be removed/.test(refusal)) await allKept(database, kept, migration);
  if (again !== null) {
    if (!/Correct them first/.test(again)) throw new Error(`${again}\n${migration}`);
    await database.db.exec(
      `truncate ${tableSpecs(buildModel(before))
        .filter(({ kind }) => kind === "records")
        .map(quoted)
        .join(", ")}`,
    );
    const corrected = await database.attempt(allowed);
    if (corrected !== null) throw new Error(`${corrected}\n${migration}`);
  }
  await database.db.exec("set local app.allow_destructive = 'off'");
  return refusal;
}

async function allKept(database: VersionDatabase, kept: readonly Kept[], migration: string): Promise<void> {
  const missing = await database.missing(kept);
  if (missing.length > 0) throw new Error(`rows changed: ${missing.join("; ")}\n${migration}`);
}

/** @throws Error with the lines that differ */
export function sameCatalogue(got: Catalogue, wanted: Catalogue, label: string): void {
  const differences = Object.keys(PARTS).flatMap((part) => {
    const [a, b] = [new Set(got[part]), new Set(wanted[part])];
    return [
      ...[...a].filter((line) => !b.has(line)).map((line) => `${part} + ${line}`),
      ...[...b].filter((line) => !a.has(line)).map((line) => `${part} - ${line}`),
    ];
  });
  if (differences.length > 0) throw new Error(`${label} is not what a new project has:\n${differences.join("\n")}`);
}
