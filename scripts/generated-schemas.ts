// The schemas that generated projects come with, on a PostgreSQL: TEST_DATABASE_URL, or one installed here. Every idea of the
// builder test, every template of the library and a project of ten versions gets a database of its own. Its migrations and
// sample rows are applied (some through `supabase db push`), its own access checks run, and Supabase's linter looks at it.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import pg from "pg";
import { compileBlueprint, type GeneratedFile, parseIdea } from "@/lib/features/builder";
import { library } from "@/lib/features/template/library";
import { libraryBlueprint } from "@/lib/features/template/library/library-blueprint";
import { editedProject } from "../tests/builder/edits";
import { IDEAS } from "../tests/builder/ideas";
import { withPostgresServer } from "./support/fresh-postgres";
import { type Finding, findingsOf, placeOf, supabaseCli } from "./support/supabase-cli";

type Project = {
  id: string;
  compile: () => readonly GeneratedFile[];
  /** Whether `supabase db push` brings it in; the others are applied file by file, which takes a tenth of the time. */
  viaCli: boolean;
};
/** What a generated project's `tests/support/access.ts` needs of a database. */
type Session = {
  exec: (sql: string) => Promise<unknown>;
  query: (sql: string, values?: unknown[]) => Promise<{ rows: unknown[]; affectedRows: number }>;
};
type Access = {
  matrix: { checks: { table: string; title: string }[] };
  prepareRows: (db: Session) => Promise<void>;
  surprises: (db: Session, check: unknown) => Promise<string[]>;
};
type Outcome = { id: string; checks: number; hints: Finding[]; problems: string[] };

/** Hints, never warnings, that may stay, and why. */
const accepted: { name: string; where: RegExp; reason: string }[] = [
  { name: "unused_index", where: /./, reason: "a database that was just made has used none of its indexes" },
  {
    name: "rls_enabled_no_policy",
    where: /\bprivate\b/,
    reason:
      "counters behind a public form: no client has a grant, and without a policy a grant by mistake opens nothing",
  },
];

const projects: Project[] = [
  ...IDEAS.map((idea) => ({
    id: idea.id,
    compile: () => compileBlueprint(parseIdea(idea.text).blueprint).files,
    viaCli: true,
  })),
  ...library.map((template) => ({
    id: `T:${template.slug}`,
    compile: () => compileBlueprint(libraryBlueprint(template)).files,
    viaCli: false,
  })),
  { id: "edits", compile: () => editedProject(), viaCli: true },
];

/** Roles belong to the whole server, so the first project of a server makes them. */
function shimOf(folder: string): string {
  const shim = readFileSync(join(folder, "tests/support/supabase-shim.sql"), "utf8");
  return shim.replaceAll(
    /^create role (\w+) .*;$/gm,
    (statement, role) => `do $$ begin
      if not exists (select from pg_roles where rolname = '${role}') then ${statement} end if;
    end $$;`,
  );
}

function writeProject(files: readonly GeneratedFile[], folder: string): void {
  for (const { path, content } of files) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
  }
}

async function push(url: string, folder: string): Promise<string[]> {
  const args = ["db", "push", `--remote=${url}`, "--workdir", folder, "--include-seed", "--yes"];
  const { status, stdout, stderr } = await supabaseCli(args);
  const said = `${stdout}\n${stderr}`.split("\n");
  if (status !== 0) return [`supabase db push failed: ${said.slice(-12).join("\n")}`];
  return said.filter((line) => /^WARN/.test(line)).map((line) => `supabase db push: ${line}`);
}

/** Migrations in order, a first account, and the sample rows twice, as the README allows. */
async function applyByHand(client: pg.Client, folder: string): Promise<string[]> {
  const migrations = join(folder, "supabase/migrations");
  for (const name of readdirSync(migrations).sort()) await client.query(readFileSync(join(migrations, name), "utf8"));
  await client.query("insert into auth.users (id, email) values (gen_random_uuid(), 'first@example.test')");
  const seed = readFileSync(join(folder, "supabase/seed.sql"), "utf8");
  await client.query(seed);
  await client.query(seed);
  return [];
}

/** The project's own table of who may do what, which its tests run on an embedded PostgreSQL, here on a real one. */
async function checkAccess(client: pg.Client, folder: string): Promise<{ checks: number; problems: string[] }> {
  const access: Access = await import(pathToFileURL(join(folder, "tests/support/access.ts")).href);
  const session: Session = {
    exec: (sql) => client.query(sql),
    query: async (sql, values) => {
      const { rows, rowCount } = await client.query(sql, values);
      return { rows, affectedRows: rowCount ?? 0 };
    },
  };
  await client.query("begin");
  try {
    await emptyTables(client);
    await access.prepareRows(session);
    const problems: string[] = [];
    for (const check of access.matrix.checks) problems.push(...(await access.surprises(session, check)));
    return { checks: access.matrix.checks.length, problems };
  } finally {
    await client.query("rollback");
  }
}

/** Histories refuse even this, unless triggers are off. Rolled back with everything else. */
async function emptyTables(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    "select schemaname || '.' || quote_ident(tablename) as name from pg_tables where schemaname = 'public'",
  );
  await client.query("set local session_replication_role = replica");
  await client.query(`truncate ${rows.map((row) => row.name).join(", ")}, auth.users`);
  await client.query("set local session_replication_role = origin");
}

async function look(project: Project, at: { server: string; base: string; name: string }): Promise<Outcome> {
  const folder = join(at.base, at.name);
  writeProject(project.compile(), folder);
  const url = new URL(at.server);
  url.pathname = `/${at.name}`;
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    await client.query(shimOf(folder));
    const pushed = project.viaCli ? await push(url.href, folder) : await applyByHand(client, folder);
    const access = await checkAccess(client, folder);
    const findings = await findingsOf(url.href);
    const open = findings.filter((finding) => finding.level !== "INFO" || !isAccepted(finding));
    return {
      id: project.id,
      checks: access.checks,
      hints: findings.filter((finding) => !open.includes(finding)),
      problems: [...pushed, ...access.problems, ...open.map((item) => `${item.level} ${item.name}: ${item.detail}`)],
    };
  } finally {
    await client.end();
  }
}

const isAccepted = (finding: Finding): boolean =>
  accepted.some((entry) => entry.name === finding.name && entry.where.test(`${placeOf(finding)} ${finding.detail}`));

/** Two at a time: the linter and the pushes are programs of their own, and small machines have two cores. */
async function lookAtAll(wanted: readonly Project[], server: string): Promise<Outcome[]> {
  const base = mkdtempSync(join(tmpdir(), "atrium-schemas-"));
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  const run = base.slice(-6).toLowerCase();
  const names = wanted.map((_project, index) => `generated_${run}_${index}`);
  try {
    for (const name of names) await admin.query(`create database ${name}`);
    const waiting = wanted.map((project, index) => ({ project, name: names[index] ?? "" }));
    const outcomes: Outcome[] = [];
    const work = async (): Promise<void> => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const { project, name } = next;
        outcomes.push(await look(project, { server, base, name }).catch((error) => failed(project.id, error)));
      }
    };
    await Promise.all([work(), work(), work()]);
    return outcomes;
  } finally {
    for (const name of names) await admin.query(`drop database if exists ${name} with (force)`);
    await admin.end();
    rmSync(base, { recursive: true, force: true });
  }
}

const failed = (id: string, error: unknown): Outcome => ({
  id,
  checks: 0,
  hints: [],
  problems: [error instanceof Error ? error.message : String(error)],
});

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { only: { type: "string" } } });
  const only = values.only?.split(",");
  const wanted = projects.filter(({ id }) => !only || only.includes(id));
  const outcomes = await withPostgresServer((server) => lookAtAll(wanted, server));
  const problems = outcomes.flatMap(({ id, problems }) => problems.map((problem) => `${id}: ${problem}`));
  for (const problem of problems) console.error(problem);
  const seen = new Set(outcomes.flatMap(({ hints }) => hints.map((finding) => finding.name)));
  const idle = only ? [] : accepted.filter(({ name }) => !seen.has(name));
  for (const { name, reason } of idle) console.error(`the exception for ${name} is no longer needed (${reason})`);
  const checks = outcomes.reduce((sum, outcome) => sum + outcome.checks, 0);
  console.log(`${outcomes.length} generated schemas, ${checks} access checks, ${problems.length} problems`);
  process.exitCode = outcomes.length === 0 || problems.length + idle.length > 0 ? 1 : 0;
}

await main();
