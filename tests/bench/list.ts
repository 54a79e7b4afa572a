// Speed of the list everybody waits for, as a share of what the framework alone can do in the same run on the same machine.
// Ratios, not seconds: they mean the same on a laptop and on a server. The mood of a machine changes within minutes, so the
// yardstick and what it measures take turns, and medians count.
import { spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import autocannon from "autocannon";
import type { BenchData } from "./seed";
import { buildBareApp, distDir, type Running, seed, startCommand, startServer } from "./servers";

const seconds = Number(process.env.BENCH_SECONDS ?? 4);
const rounds = 4;
const warmUpSeconds = 12;
const connections = 50;
/** Below the ports that a load generator takes for its own end. */
const postgresPort = "31312";

type Target = { name: string; url: string; headers?: Record<string, string> };
type Slice = { rps: number; times: number[]; errors: number };
type Measured = { name: string; rps: number; share: number; p95: number; errors: number };

async function load({ url, headers = {} }: Target, duration: number): Promise<Slice> {
  const times: number[] = [];
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const running = autocannon({ url, headers, connections, duration }, (error, outcome) =>
      error ? reject(error) : resolve(outcome),
    );
    // autocannon itself reports the 90th and the 97.5th percentile.
    running.on("response", (_client, _status, _bytes, ms) => times.push(ms));
  });
  return { rps: result.requests.average, times, errors: result.errors + result.non2xx };
}

const median = (values: number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[sorted.length / 2 - 1] ?? Number.NaN) + upper) / 2;
};

/** Every target once a round, the first one being the yardstick. */
async function takeTurns(targets: readonly Target[]): Promise<Measured[]> {
  // WebAssembly and JavaScript alike are compiled in earnest only once they are hot.
  for (const target of targets) await load(target, warmUpSeconds);
  const slices = new Map<string, Slice[]>(targets.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round++)
    for (const target of targets) slices.get(target.name)?.push(await load(target, seconds));
  const yardstick = median((slices.get(targets[0]?.name ?? "") ?? []).map(({ rps }) => rps));
  return targets.map(({ name }) => {
    const own = slices.get(name) ?? [];
    const times = own.flatMap((slice) => slice.times).sort((a, b) => a - b);
    const rps = median(own.map((slice) => slice.rps));
    const p95 = Math.round(times[Math.floor(times.length * 0.95)] ?? Number.NaN);
    return { name, rps, share: rps / yardstick, p95, errors: own.reduce((sum, { errors }) => sum + errors, 0) };
  });
}

const column = (value: string | number, width: number): string => String(value).padStart(width);

function print(measured: readonly Measured[]): void {
  for (const { name, rps, share, p95, errors } of measured)
    console.log(
      `  ${name.padEnd(44)} ${column(rps.toFixed(0), 6)} req/s   share ${share.toFixed(2)}   p95 ${column(p95, 4)} ms   errors ${errors}`,
    );
  const of = (end: string) => measured.find(({ name }) => name.endsWith(end))?.rps;
  const [many, few] = [of("list with API key"), of("1/100 of the rows, API key")];
  if (many && few) console.log(`  100 times the rows take ${(few / many).toFixed(2)} times as long\n`);
}

async function benchMode(mode: string, bare: Running, env: Record<string, string>, port: number): Promise<Measured[]> {
  const base = {
    ...env,
    DEMO: "false",
    RATE_LIMIT_SCALE: "1000000",
    SITE_URL: `http://localhost:${port}`,
    NEXT_DIST_DIR: distDir,
  };
  const data = seed<BenchData>("list", { ...base, NODE_ENV: "test", LOG_LEVEL: "silent" });
  const server = await startServer({
    command: startCommand,
    cwd: process.cwd(),
    port,
    env: base,
    path: "/api/health",
  });
  const list = `${server.url}/api/v1/projects?limit=20`;
  try {
    const measured = await takeTurns([
      { name: "bare Next.js route", url: `${bare.url}/api/bare` },
      { name: `${mode}: list with cookie`, url: `${list}&workspace=${data.slug}`, headers: { cookie: data.cookie } },
      { name: `${mode}: list with API key`, url: list, headers: { authorization: `Bearer ${data.key}` } },
      {
        name: `${mode}: list, 1/100 of the rows, API key`,
        url: list,
        headers: { authorization: `Bearer ${data.smallKey}` },
      },
    ]);
    print(measured);
    return measured;
  } finally {
    await server.stop();
  }
}

/** The project list in both local modes. */
export async function benchList(): Promise<void> {
  console.log(`\n${connections} connections, ${rounds} turns of ${seconds} s each, one process, one run\n`);
  const bare = await startServer({
    // As Next.js comes.
    command: ["node_modules/.bin/next", "start", "-p", "4310"],
    cwd: buildBareApp(),
    port: 4310,
    env: {},
    path: "/api/bare",
  });
  const dataDir = () => mkdtempSync(join(tmpdir(), "atrium-bench-"));
  const results: Measured[] = [];
  const pgDir = mkdtempSync(join(tmpdir(), "atrium-bench-pg-"));
  try {
    results.push(...(await benchMode("embedded", bare, { ATRIUM_DATA_DIR: dataDir() }, 4311)));
    const pg = spawnSync("bash", ["scripts/postgres.sh", "start", pgDir, postgresPort], { encoding: "utf8" });
    if (pg.status === 0) {
      const secret = "bench-".padEnd(48, "0123456789abcdef");
      const keys = {
        AUTH_JWT_SECRET: secret,
        APP_SECRET: secret,
        INTERNAL_TOKEN: secret,
        METRICS_TOKEN: secret,
        SUPABASE_PUBLISHABLE_KEY: "sb_publishable_bench",
        SUPABASE_SECRET_KEY: "sb_secret_bench",
      };
      const env = { DATABASE_URL: pg.stdout.trim(), ATRIUM_DATA_DIR: dataDir(), ...keys };
      results.push(...(await benchMode("postgres", bare, env, 4313)));
    } else console.log("  PostgreSQL not found: postgres mode was left out.");
  } finally {
    spawnSync("bash", ["scripts/postgres.sh", "stop", pgDir, postgresPort]);
    await bare.stop();
  }
  writeFileSync(join(tmpdir(), "atrium-bench.json"), JSON.stringify(results, null, 2));
}
