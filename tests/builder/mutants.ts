import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { PGlite } from "@electric-sql/pglite";
import { emptyDatabase } from "./empty-database";

type Check = { table: string; title: string; sql: string; allowed: string[] };
type Matrix = { setup: string[]; checks: Check[]; policies: { table: string; policy: string }[]; guarded: string[] };
type AccessModule = { matrix: Matrix; surprises: (db: PGlite, check: Check) => Promise<string[]> };

export type MutantReport = {
  /** Protections that the project's own suite takes away one by one (`tests/access-mutations.test.ts`). */
  own: number;
  total: number;
  survivors: string[];
};

/**
 * Takes away each policy that the project's own suite leaves alone, those of its files, and runs the project's access checks.
 * A mutant that no check notices survives; the catalog test is left out on purpose, so behaviour alone must notice.
 */
export async function runMutants(project: string): Promise<MutantReport> {
  const access: AccessModule = await import(pathToFileURL(join(project, "tests/support/access.ts")).href);
  const { matrix } = access;
  const own = matrix.policies.length + matrix.guarded.length;
  const migrations = sqlFiles(project).map((path) => readFileSync(join(project, path), "utf8"));
  if (!migrations.some((text) => /create policy[^;]+on storage\.objects/i.test(text)))
    return { own, total: own, survivors: [] };
  const db = await emptyDatabase();
  for (const text of migrations) await db.exec(text);
  for (const statement of matrix.setup) await db.exec(statement);
  const baseline = await firstSurprise(db, access, { mutation: "select 1", table: "" });
  if (baseline) throw new Error(`the unchanged project fails its own checks: ${baseline}`);
  const policies = await storagePolicies(db);
  const survivors: string[] = [];
  for (const policy of policies) {
    const mutant = { table: "storage.objects", mutation: `drop policy ${policy} on storage.objects` };
    if (!(await firstSurprise(db, access, mutant))) survivors.push(mutant.mutation);
  }
  await db.close();
  return { own, total: own + policies.length, survivors };
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
