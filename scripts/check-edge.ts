// Type-checks the Edge Functions with Deno and runs their tests in it. Nothing is fetched: packages come from node_modules.
import { spawnSync } from "node:child_process";
import { findDeno } from "./support/deno";

function run(command: string, args: string[]): void {
  const { status } = spawnSync(command, args, {
    stdio: "inherit",
    env: { ...process.env, DENO_NO_UPDATE_CHECK: "1" },
  });
  if (status !== 0) process.exit(status ?? 1);
}

const deno = await findDeno();
if ("missing" in deno) {
  console.error(deno.missing);
  process.exit(1);
}
const offline = ["--no-remote", "--cached-only"];
const permissions = [
  "--allow-read",
  "--allow-write",
  "--allow-env",
  "--allow-net=127.0.0.1",
  `--allow-run=${deno.path}`,
];
run(process.execPath, ["--import", "tsx", "scripts/build-functions.ts"]);
run(deno.path, [
  "check",
  ...offline,
  "supabase/functions/export",
  "supabase/functions/generate-scaffold",
  "supabase/functions/tests",
]);
run(deno.path, ["test", "--no-check", ...offline, ...permissions, "supabase/functions/tests"]);
