// Speed of the list everybody waits for, as a share of what the framework alone can do in the same run on the same machine.
// Ratios, not seconds: they mean the same on a laptop and on a server.
import { spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import autocannon from "autocannon";
import type { BenchData } from "./seed";
import { buildBareApp, distDir, seed, startCommand, startServer } from "./servers";

const seconds = Number(process.env.BENCH_SECONDS ?? 8);
const connections = 50;

type Measured = { name: string; rps: number; p95: number; errors: number };

async function measure(name: string, url: string, headers: Record<string, string> = {}): Promise<Measured> {
  // Long enough for the compiler of the engine to have seen the path.
  await autocannon({ url, headers, connections, duration: 5 });
  const times: number[] = [];
  const result = await new Promise<autocannon.Result>((resolve, reject) => {
    const running = autocannon({ url, headers, connections, duration: seconds }, (error, outcome) =>
      error ? reject(error) : resolve(outcome),
    );
    // autocannon itself reports the 90th and the 97.5th percentile.
    running.on("response", (_client, _status, _bytes, ms) => times.push(ms));
  });
  const errors = result.errors + result.non2xx;
  const p95 = Math.round(times.sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? Number.NaN);
  const measured = { name, rps: result.requests.average, p95, errors };
  console.log(
    `  ${name.padEnd(44)} ${measured.rps.toFixed(0).padStart(6)} req/s   p95 ${String(p95).padStart(4)} ms   errors ${errors}`,
  );
  return measured;
}

async function benchMode(mode: string, env: Record<string, string>, port: number): Promise<Measured[]> {
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
  try {
    // WebAssembly and JavaScript alike are compiled in earnest only once they are hot.
    await autocannon({
      url: `${server.url}/api/v1/projects?limit=20`,
      headers: { authorization: `Bearer ${data.key}` },
      connections,
      duration: 15,
    });
    const list = (slug: string) => `${server.url}/api/v1/projects?workspace=${slug}&limit=20`;
    const results = [
      await measure(`${mode}: list with cookie`, list(data.slug), { cookie: data.cookie }),
      await measure(`${mode}: list with API key`, `${server.url}/api/v1/projects?limit=20`, {
        authorization: `Bearer ${data.key}`,
      }),
      await measure(`${mode}: list, 1/100 of the rows, API key`, `${server.url}/api/v1/projects?limit=20`, {
        authorization: `Bearer ${data.smallKey}`,
      }),
    ];
    return results;
  } finally {
    await server.stop();
  }
}

async function benchBare(bareDir: string): Promise<Measured> {
  const server = await startServer({
    command: ["node_modules/.bin/next", "start", "-p", "4310"],
    cwd: bareDir,
    port: 4310,
    env: {},
    path: "/api/bare",
  });
  try {
    return await measure("bare Next.js route", `${server.url}/api/bare`);
  } finally {
    await server.stop();
  }
}

/** The project list in both local modes, between two looks at the yardstick. */
export async function benchList(): Promise<void> {
  console.log(`\n${connections} connections, ${seconds} s each, one process, one run\n`);
  const bareDir = buildBareApp();
  const before = await benchBare(bareDir);

  const results = [
    ...(await benchMode("embedded", { ATRIUM_DATA_DIR: mkdtempSync(join(tmpdir(), "atrium-bench-")) }, 4311)),
  ];
  const pgDir = mkdtempSync(join(tmpdir(), "atrium-bench-pg-"));
  const pg = spawnSync("bash", ["scripts/postgres.sh", "start", pgDir, "54312"], { encoding: "utf8" });
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
    try {
      results.push(
        ...(await benchMode(
          "postgres",
          { DATABASE_URL: pg.stdout.trim(), ATRIUM_DATA_DIR: mkdtempSync(join(tmpdir(), "atrium-bench-")), ...keys },
          4313,
        )),
      );
    } finally {
      spawnSync("bash", ["scripts/postgres.sh", "stop", pgDir, "54312"]);
    }
  } else console.log("  PostgreSQL not found: postgres mode was left out.");

  // The machine's mood changes within minutes: the yardstick is taken on both sides of what it measures.
  const after = await benchBare(bareDir);
  const bare = { ...before, rps: (before.rps + after.rps) / 2 };

  for (const mode of ["embedded", "postgres"]) {
    const of = (name: string) => results.find((result) => result.name === `${mode}: ${name}`)?.rps;
    const [many, few] = [of("list with API key"), of("list, 1/100 of the rows, API key")];
    if (many && few) console.log(`\n${mode}: 100 times the rows take ${(few / many).toFixed(2)} times as long`);
  }
  console.log("\nShare of the bare route's requests per second");
  for (const result of results) console.log(`  ${result.name.padEnd(44)} ${(result.rps / bare.rps).toFixed(2)}`);
  writeFileSync(join(tmpdir(), "atrium-bench.json"), JSON.stringify({ bare, results }, null, 2));
}
