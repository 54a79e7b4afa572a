import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { PGlite } from "@electric-sql/pglite";
import { emptyDatabase } from "./empty-database";

type Check = { table: string; title: string; sql: string; allowed: string[] };
type Matrix = { setup: string[]; checks: Check[]; policies: { table: string; policy: string }[]; guarded: string[] };
type AccessModule = { matrix: Matrix; surprises: (db: PGlite, check: Check) => Promise<string[]> };

export type MutantReport = { total: number; survivors: string[] };

/**
 * Takes away each policy, and row level security of each guarded table, and runs the project's own access checks.
 * A mutant that no check notices survives; the catalog test is left out on purpose, so behaviour alone must notice.
 */
export async function runMutants(project: string): Promise<MutantReport> {
  const access: AccessModule = await import(pathToFileURL(join(project, "tests/support/access.ts")).href);
  const db = await emptyDatabase();
  for (const path of sqlFiles(project)) await db.exec(readFileSync(join(project, path), "utf8"));
  for (const statement of access.matrix.setup) await db.exec(statement);
  const baseline = await firstSurprise(db, access, { mutation: "select 1", table: "" });
  if (baseline) throw new Error(`the unchanged project fails its own checks: ${baseline}`);
  const mutants = [
    ...access.matrix.policies.map(({ table, policy }) => ({
      table,
      mutation: `drop policy ${policy} on public.${table}`,
    })),
    ...access.matrix.guarded.map((table) => ({
      table,
      mutation: `alter table public.${table} disable row level security`,
    })),
    ...(await storagePolicies(db)).map((policy) => ({
      table: "storage.objects",
      mutation: `drop policy ${policy} on storage.objects`,
    })),
  ];
  const survivors: string[] = [];
  for (const mutant of mutants) if (!(await firstSurprise(db, access, mutant))) survivors.push(mutant.mutation);
  await db.close();
  return { total: mutants.length, survivors };
}

/** What stands in for Supabase, or what the project ships instead of it, and then its migrations. */
function sqlFiles(project: string): string[] {
  const filesOf = (folder: string): string[] =>
    readdirSync(join(project, folder))
      .sort()
      .map((name) => join(folder, name));
  const before = existsSync(join(project, "database")) ? filesOf("database") : ["tests/support/supabase-shim.sql"];
  return [...before, ...filesOf("supabase/migrations")];
}

async function storagePolicies(db: PGlite): Promise<string[]> {
  const { rows } = await db.query<{ policyname: string }>(
    "select policyname from pg_policies where schemaname = 'storage'",
  );
  return rows.map((row) => row.policyname);
}

async function firstSurprise(
  db: PGlite,
  access: AccessModule,
  mutant: { mutation: string; table: string },
): Promise<string | null> {
  await db.exec("begin");
  try {
    await db.exec(mutant.mutation);
    const own = access.matrix.checks.filter((check) => check.table === mutant.table);
    const others = access.matrix.checks.filter((check) => check.table !== mutant.table);
    for (const check of [...own, ...others]) {
      const [surprise] = await access.surprises(db, check);
      if (surprise) return surprise;
    }
    return null;
  } finally {
    await db.exec("rollback");
  }
}
