// Supabase's own database linter over the migrations, on a PostgreSQL: TEST_DATABASE_URL, or one installed here. Whatever
// it says has to be fixed or stand in the list below with a reason; an entry that is no longer needed fails, too.
import { asServer } from "./support/as-server";
import { withFreshPostgres } from "./support/fresh-postgres";
import { type Finding, findingsOf, placeOf } from "./support/supabase-cli";

type Accepted = { name: string; where: RegExp; reason: string };

const accepted: Accepted[] = [
  { name: "unused_index", where: /./, reason: "a database that was just made has used none of its indexes" },
  {
    name: "rls_enabled_no_policy",
    where: /\bprivate\./,
    reason: "inner tables: nobody but the service has a grant, and without a policy a grant by mistake opens nothing",
  },
  {
    name: "unindexed_foreign_keys",
    where: /\bpgboss\.(queue|subscription)\b/,
    reason: "pg-boss's own tables, a row per kind of job",
  },
  {
    name: "function_search_path_mutable",
    where: /\bpgboss\.(create|delete)_queue\b/,
    reason: "pg-boss's own functions; SECURITY INVOKER, executable by their owner only, in a schema closed to callers",
  },
];

asServer(import.meta.url);
const { findings, broken } = await withFreshPostgres(async (url) => {
  return { findings: await findingsOf(url), broken: await checkOurRules(url) };
});

/** The linter of this CLI lacks the rules about SECURITY DEFINER functions (0028, 0029); ours cover them and more. */
async function checkOurRules(url: string): Promise<string[]> {
  const { Kysely, PostgresDialect } = await import("kysely");
  const pg = (await import("pg")).default;
  const { checkCatalogue } = await import("../tests/contract/support/catalogue-rules");
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  // A connection that is still closing when the database is dropped says so; without a listener that ends the process.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  const db = new Kysely<never>({ dialect: new PostgresDialect({ pool }) });
  try {
    return await checkCatalogue(db as unknown as Parameters<typeof checkCatalogue>[0]);
  } finally {
    await db.destroy();
  }
}

const isAccepted = (finding: Finding) =>
  accepted.some((entry) => entry.name === finding.name && entry.where.test(`${placeOf(finding)} ${finding.detail}`));
const open = findings.filter((finding) => !isAccepted(finding));
const idle = accepted.filter((entry) => !findings.some((finding) => finding.name === entry.name));
for (const finding of open) console.error(`${finding.level} ${finding.name}: ${finding.detail}`);
for (const line of broken) console.error(`RULE ${line}`);
for (const entry of idle) console.error(`the exception for ${entry.name} is no longer needed (${entry.reason})`);
console.log(
  `${findings.length} findings, ${findings.length - open.length} accepted, ${open.length} open, ${broken.length} rules broken`,
);
process.exitCode = open.length + broken.length + idle.length > 0 ? 1 : 0;
