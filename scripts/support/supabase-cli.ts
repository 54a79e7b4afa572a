import { spawnSync } from "node:child_process";
import { join } from "node:path";

/** Runs the Supabase CLI's own binary against a database; the npm wrapper would download one. */
export function supabaseCli(args: string[]): { stdout: string; stderr: string; status: number } {
  const binary = join("node_modules", "@supabase", `cli-${process.platform}-${process.arch}`, "bin", "supabase");
  // Else a warning about TLS is printed on stdout, in the middle of the output.
  const env = { ...process.env, PGSSLMODE: "disable" };
  const { stdout, stderr, status, error } = spawnSync(binary, args, {
    encoding: "utf8",
    env,
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error) throw error;
  return { stdout, stderr, status: status ?? 1 };
}
