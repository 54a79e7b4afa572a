// Speed and memory of the Builder: compiler, ZIP, and the time from an idea to a preview that answers a click.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium } from "@playwright/test";
import { type Blueprint, compileBlueprint, zipFiles } from "@/lib/features/builder";
import { sha256 } from "@/lib/features/builder/compiler/hash";
import { IDEAS } from "../builder/ideas";
import { bigBlueprint } from "./big-blueprint";
import type { BuilderData } from "./seed";
import { distDir, seed, startCommand, startServer } from "./servers";

type Heavy = { compileMs: number; maxRssMb: number; zip: string };

const port = 4314;
const executablePath =
  process.env.CHROMIUM_PATH ??
  ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) => existsSync(path));

/** Sorted times to the one that 95 % stay below. */
const p95 = (times: readonly number[]): number =>
  [...times].sort((a, b) => a - b)[Math.ceil(times.length * 0.95) - 1] ?? Number.NaN;

/** Without a limit it is only told. */
function say(what: string, value: number, { unit, limit }: { unit: string; limit?: number }): void {
  const isMet = limit === undefined || value <= limit;
  if (!isMet) process.exitCode = 1;
  const goal = limit === undefined ? "" : `   goal ${limit} ${unit}${isMet ? "" : "   NOT MET"}`;
  console.log(`  ${what.padEnd(52)} ${`${value.toFixed(0)} ${unit}`.padStart(9)}${goal}`);
}

function timesOf(runs: number, work: () => void): number[] {
  return Array.from({ length: runs }, () => {
    const started = performance.now();
    work();
    return performance.now() - started;
  });
}

const hashOf = (zip: Uint8Array): string => sha256(Buffer.from(zip).toString("base64"));

function heavyChild(): Heavy {
  const script = join(process.cwd(), "tests", "bench", "builder-child.ts");
  const { stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", script], { encoding: "utf8" });
  const line = stdout.split("\n").find((candidate) => candidate.startsWith("BENCH "));
  if (!line) throw new Error(`the compilation in a process of its own failed:\n${stdout}\n${stderr}`);
  return JSON.parse(line.slice(6)) as Heavy;
}

async function benchCompiler(): Promise<void> {
  const sizes: { blueprint: Blueprint; name: string; runs: number; limit: number }[] = [
    { blueprint: bigBlueprint(12, 10), name: "compile, 12 entities x 10 fields, p95 of 60", runs: 60, limit: 2_000 },
    { blueprint: bigBlueprint(40, 20), name: "compile, 40 entities x 20 fields, p95 of 20", runs: 20, limit: 5_000 },
  ];
  for (const { blueprint, name, runs, limit } of sizes) {
    const times = timesOf(runs, () => void compileBlueprint(blueprint));
    say(name, p95(times), { limit, unit: "ms" });
  }
  const { files } = compileBlueprint(bigBlueprint(40, 20));
  const started = performance.now();
  const zip = await zipFiles(files);
  say(`ZIP of it, ${files.length} files, ${Math.round(zip.length / 1024)} KB`, performance.now() - started, {
    unit: "ms",
  });
  const children = [heavyChild(), heavyChild()];
  say("the same, first thing in a new process", Math.max(...children.map((child) => child.compileMs)), {
    limit: 5_000,
    unit: "ms",
  });
  say("memory of that process at its highest", Math.max(...children.map((child) => child.maxRssMb)), {
    limit: 512,
    unit: "MB",
  });
  const isSame = children.every((child) => child.zip === hashOf(zip));
  if (!isSame) process.exitCode = 1;
  console.log(`  ZIPs of three processes are ${isSame ? "the same bytes" : "DIFFERENT"}`);
}

type Stages = { server: number; total: number };

/** The idea goes in at the door everybody uses; the page that comes back is clicked in a browser. */
async function previewIdea(idea: string, at: { url: string; data: BuilderData; browser: Browser }): Promise<Stages> {
  const headers = { authorization: `Bearer ${at.data.key}`, "content-type": "application/json" };
  const started = performance.now();
  const posted = await fetch(`${at.url}/api/v1/projects/${at.data.projectId}/builds`, {
    method: "POST",
    headers: { ...headers, "idempotency-key": crypto.randomUUID() },
    body: JSON.stringify({ idea }),
  });
  const answer = (await posted.json()) as { data?: { id: string } };
  if (!answer.data) throw new Error(`no build: ${posted.status} ${JSON.stringify(answer).slice(0, 300)}`);
  const server = performance.now() - started;
  const page = await at.browser.newPage({ extraHTTPHeaders: { authorization: headers.authorization } });
  try {
    await page.goto(`${at.url}/api/v1/builds/${answer.data.id}/preview`);
    await page.locator("#app a:visible, #app button:visible").nth(1).click();
    await page.locator("#app h1").first().waitFor();
    return { server, total: performance.now() - started };
  } finally {
    await page.close();
  }
}

async function benchPreview(): Promise<void> {
  if (!executablePath || !existsSync(join(distDir, "BUILD_ID"))) {
    console.log('  From idea to preview: left out, it needs Chromium and a production build ("npm run build").');
    return;
  }
  const base = {
    ATRIUM_DATA_DIR: mkdtempSync(join(tmpdir(), "atrium-bench-")),
    DEMO: "false",
    RATE_LIMIT_SCALE: "1000000",
    SITE_URL: `http://localhost:${port}`,
    NEXT_DIST_DIR: distDir,
  };
  const data = seed<BuilderData>("builder", { ...base, NODE_ENV: "test", LOG_LEVEL: "silent" });
  const server = await startServer({ command: startCommand, cwd: process.cwd(), port, env: base, path: "/api/health" });
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
  try {
    const stages: Stages[] = [];
    for (const { text } of IDEAS) stages.push(await previewIdea(text, { url: server.url, data, browser }));
    const [first, ...others] = stages;
    const slowest = Math.max(...others.map((item) => item.total));
    say("idea to interactive preview, first after a start", first?.total ?? Number.NaN, { limit: 5_000, unit: "ms" });
    say("  of it the server: plan, compile, keep", first?.server ?? Number.NaN, { unit: "ms" });
    say(`idea to interactive preview, slowest of ${others.length} more ideas`, slowest, { limit: 5_000, unit: "ms" });
    say("  of them the server, at most", Math.max(...others.map((item) => item.server)), { unit: "ms" });
  } finally {
    await browser.close();
    await server.stop();
  }
}

export async function benchBuilder(): Promise<void> {
  const [load = 0] = loadavg();
  console.log(`\nBuilder (load of the machine before: ${load.toFixed(1)} on ${cpus().length} cores)\n`);
  await benchCompiler();
  await benchPreview();
}
