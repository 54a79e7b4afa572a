import { spawn } from "node:child_process";
import { join } from "node:path";

type Output = { stdout: string; stderr: string; status: number };

/** What Supabase's database linter says about one thing. */
export type Finding = {
  name: string;
  level: string;
  detail: string;
  cache_key?: string;
  metadata?: { schema?: string; name?: string };
};

/** Runs the Supabase CLI's own binary against a database; the npm wrapper would download one. */
export async function supabaseCli(args: string[]): Promise<Output> {
  const binary = join("node_modules", "@supabase", `cli-${process.platform}-${process.arch}`, "bin", "supabase");
  // Else a warning about TLS is printed on stdout, in the middle of the output.
  const child = spawn(binary, args, {
    env: { ...process.env, PGSSLMODE: "disable" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [stdout, stderr] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  return await new Promise((resolve, reject) =>
    child.on("error", reject).on("close", (status) => resolve({ stdout, stderr, status: status ?? 1 })),
  );
}

/** Everything the linter finds in a database, down to hints. @throws Error when its answer is none */
export async function findingsOf(url: string): Promise<Finding[]> {
  const { stdout, stderr } = await supabaseCli([
    "db",
    "advisors",
    `--remote=${url}`,
    "--level",
    "info",
    "--fail-on",
    "warn",
  ]);
  const start = stdout.indexOf("[");
  if (start < 0)
    throw new Error(`supabase db advisors said nothing to read: ${stdout.slice(0, 300)} ${stderr.slice(0, 300)}`);
  return JSON.parse(stdout.slice(start)) as Finding[];
}

/** Where a finding is, for reading and for exceptions. */
export const placeOf = (finding: Finding): string =>
  finding.cache_key ?? `${finding.metadata?.schema}.${finding.metadata?.name}`;
