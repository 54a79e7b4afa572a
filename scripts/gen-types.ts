// Writes lib/platform/db/database.types.ts from the migrations. `--check` writes nothing and fails when it is out of date.
// Needs a PostgreSQL: TEST_DATABASE_URL, or one installed here, which is then started and stopped again.
import { readFileSync, writeFileSync } from "node:fs";
import { asServer } from "./support/as-server";
import { withFreshPostgres } from "./support/fresh-postgres";
import { supabaseCli } from "./support/supabase-cli";

asServer(import.meta.url);
const file = "lib/platform/db/database.types.ts";
const fresh = await withFreshPostgres(async (url) => {
  const { stdout, stderr, status } = await supabaseCli(["gen", "types", `--remote=${url}`, "-s", "public"]);
  if (status !== 0) throw new Error(`supabase gen types failed: ${stderr}`);
  return stdout;
});
if (!process.argv.includes("--check")) {
  writeFileSync(file, fresh);
  console.log(`${file} written`);
} else if (readFileSync(file, "utf8") === fresh) {
  console.log(`${file} is up to date`);
} else {
  const old = new Set(readFileSync(file, "utf8").split("\n"));
  const missing = fresh.split("\n").filter((line) => !old.has(line));
  console.error(`${file} is out of date; run "npm run gen:types". First lines that differ:`);
  for (const line of missing.slice(0, 10)) console.error(`  ${line.trim().slice(0, 160)}`);
  process.exitCode = 1;
}
