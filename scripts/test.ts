// Runs everything that proves Atrium, where it can two steps at a time, and says plainly what this machine could not run.
// `npm test` = all steps; `npm test -- unit contract` = only those. In CI nothing may be left out.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { findDeno } from "./support/deno";

type Step = {
  name: string;
  what: string;
  command: string[];
  needs?: "chromium" | "postgres" | "deno";
  env?: Record<string, string>;
  /** Steps that must have ended before this one begins, whether they passed or not. */
  after?: string[];
};

const chromium =
  ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) => existsSync(path)) ??
  process.env.CHROMIUM_PATH;
const inCi = process.env.CI === "true";
const { positionals } = parseArgs({ allowPositionals: true });

function startPostgres(): { url: string; stop: () => void } | undefined {
  if (process.env.TEST_DATABASE_URL) return { url: process.env.TEST_DATABASE_URL, stop: () => {} };
  const dir = mkdtempSync(join(tmpdir(), "atrium-pg-"));
  const port = String(55_000 + (process.pid % 5_000));
  const started = spawnSync("bash", ["scripts/postgres.sh", "start", dir, port], { encoding: "utf8" });
  if (started.status !== 0) {
    rmSync(dir, { recursive: true, force: true });
    return undefined;
  }
  return {
    url: started.stdout.trim(),
    stop: () => {
      spawnSync("bash", ["scripts/postgres.sh", "stop", dir, port]);
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** Lines of a failed step that are said again before the summary: a long log is read from its end. */
const keptLines = 60;

/** Passes chunks on in whole lines, each behind `label`: two steps that talk at once must stay readable. */
function lines(label: string, out: NodeJS.WriteStream): { write: (chunk: string) => void; end: () => void } {
  let rest = "";
  return {
    write: (chunk) => {
      const parts = (rest + chunk).split("\n");
      rest = parts.pop() ?? "";
      for (const part of parts) out.write(`${label}${part}\n`);
    },
    end: () => {
      if (rest !== "") out.write(`${label}${rest}\n`);
    },
  };
}

async function run(
  step: Step,
  env: Record<string, string>,
  label: string,
): Promise<{ passed: boolean; end: string[] }> {
  const [command = "", ...args] = step.command;
  const child = spawn(command, args, {
    stdio: ["inherit", "pipe", "pipe"],
    env: { ...(process.stdout.isTTY ? { FORCE_COLOR: "1" } : {}), ...process.env, ...env, ...step.env },
  });
  let end = "";
  const passers = [lines(label, process.stdout), lines(label, process.stderr)] as const;
  [child.stdout, child.stderr].forEach((stream, n) => {
    stream.setEncoding("utf8").on("data", (chunk: string) => {
      passers[n]?.write(chunk);
      end = (end + chunk).slice(-20_000);
    });
  });
  const code = await new Promise((resolve) => child.on("error", () => resolve(1)).on("close", resolve));
  for (const passer of passers) passer.end();
  return { passed: code === 0, end: end.trimEnd().split("\n").slice(-keptLines) };
}

const postgres = startPostgres();
const database = postgres ? { TEST_DATABASE_URL: postgres.url } : {};
const vitest = (project: string) => ["npx", "vitest", "run", "--project", project];
/** Each size against a server and data of its own, so that the two may run side by side. */
const e2e = (name: string, size: "desktop" | "phone", port: string): Step => ({
  name,
  what: `journeys in a real browser, with axe, ${size} size`,
  command: ["npm", "run", "-s", "test:e2e", "--", "--project", size, "--output", `test-results/runs/${size}`],
  needs: "chromium",
  env: { E2E_PORT: port },
  // A browser and a server beside the builder, which often keeps both cores busy, would wait too long for each other.
  after: ["build", "builder"],
});

/**
 * Two at a time, for most steps keep one core busy: whenever one ends, the next of the list begins that may. So what waits
 * for nothing and what takes long stands first, and the short steps at the end fill the gap whichever of the two is slower.
 */
const steps: Step[] = [
  { name: "check", what: "format, lint, types, boundaries, unused code", command: ["npm", "run", "-s", "check"] },
  {
    name: "builder",
    what: "generated projects install, build and pass",
    command: ["npm", "run", "-s", "test:builder"],
  },
  // Finds the types checked.
  { name: "build", what: "the production build", command: ["npm", "run", "-s", "build"], after: ["check"] },
  e2e("e2e", "desktop", "4390"),
  {
    name: "contract",
    what: "every route and table, every role; fuzzing",
    command: vitest("contract"),
  },
  { name: "integration", what: "routes on the embedded database", command: vitest("integration") },
  e2e("e2e-phone", "phone", "4391"),
  {
    name: "server",
    what: "start, restart and doors of the server, in both local modes",
    command: vitest("server"),
    env: database,
    after: ["build"],
  },
  {
    name: "mutation",
    what: "each policy and permission removed in turn",
    command: ["npm", "run", "-s", "test:mutation"],
  },
  { name: "unit", what: "pure code", command: vitest("unit") },
  {
    name: "database",
    what: "advisors, generated types and generated schemas on PostgreSQL",
    command: ["npm", "run", "-s", "check:db"],
    needs: "postgres",
  },
  {
    name: "builder-api",
    what: "a generated API installs, builds and passes",
    command: ["npm", "run", "-s", "test:builder", "--", "--only", "P1", "--stack", "hono-postgres", "--brief"],
  },
  {
    name: "postgres",
    what: "races and crashes on PostgreSQL",
    command: vitest("postgres"),
    needs: "postgres",
    env: database,
  },
  {
    name: "edge",
    what: "the Edge Functions in Deno, against a local peer of the app",
    command: ["npm", "run", "-s", "check:edge"],
    needs: "deno",
  },
];
/** Has the machine to itself when all others have ended. */
const alone: Step = {
  name: "measured",
  what: "kill -9, restart and time-outs, against the clock",
  command: vitest("measured"),
  env: database,
};

const names = [...steps, alone].map((step) => step.name);
const unknown = positionals.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  console.error(`Unknown step: ${unknown.join(", ")}. There are: ${names.join(", ")}.`);
  process.exit(2);
}
const isWanted = ({ name }: Step) => positionals.length === 0 || positionals.includes(name);

const outcomes: { name: string; outcome: "passed" | "failed" | "left out"; seconds: number; why: string }[] = [];
const failures: { name: string; end: string[] }[] = [];

/** Why a step cannot be run on this machine; undefined when it can. */
async function missing(needs: Step["needs"]): Promise<string | undefined> {
  if (needs === "chromium" && !chromium) return "no Chromium found (apt-get install chromium)";
  if (needs === "postgres" && !postgres) return "no PostgreSQL found (apt-get install postgresql)";
  if (needs !== "deno") return undefined;
  const deno = await findDeno();
  return "missing" in deno ? deno.missing : undefined;
}

async function runStep(step: Step, hasCompany: boolean): Promise<void> {
  const why = await missing(step.needs);
  if (why !== undefined) {
    outcomes.push({ name: step.name, outcome: inCi ? "failed" : "left out", seconds: 0, why });
    return;
  }
  console.log(`\n=== ${step.name}: ${step.what}`);
  const started = performance.now();
  const label = hasCompany ? `${step.name.padEnd(11)} | ` : "";
  const { passed, end } = await run(step, step.needs === "postgres" ? database : {}, label);
  if (!passed) failures.push({ name: step.name, end });
  outcomes.push({
    name: step.name,
    outcome: passed ? "passed" : "failed",
    seconds: Math.round((performance.now() - started) / 1000),
    why: "",
  });
}

/** @throws Error when every step that is left waits for another */
async function runAll(wanted: Step[], atATime: number): Promise<void> {
  const waiting = [...wanted];
  const running = new Map<string, Promise<void>>();
  const isOver = (name: string) => !running.has(name) && !waiting.some((step) => step.name === name);
  while (waiting.length + running.size > 0) {
    const next = running.size < atATime ? waiting.find((step) => (step.after ?? []).every(isOver)) : undefined;
    if (next) {
      waiting.splice(waiting.indexOf(next), 1);
      const work = runStep(next, wanted.length > 1).finally(() => running.delete(next.name));
      running.set(next.name, work);
    } else if (running.size > 0) await Promise.race(running.values());
    else throw new Error(`these steps wait for each other: ${waiting.map((step) => step.name).join(", ")}`);
  }
}

const begun = performance.now();
try {
  await runAll(steps.filter(isWanted), 2);
  await runAll([alone].filter(isWanted), 1);
} finally {
  postgres?.stop();
}

for (const { name, end } of failures) console.log(`\n=== What failed in ${name}, its last lines\n${end.join("\n")}`);
console.log("\n=== Summary");
for (const { name, outcome, seconds, why } of outcomes)
  console.log(`  ${outcome.padEnd(8)}  ${name.padEnd(12)} ${why || `${seconds} s`}`);
const count = (outcome: string) => outcomes.filter((entry) => entry.outcome === outcome).length;
if (count("left out") > 0)
  console.log(
    `\n  Left out on this machine: ${outcomes
      .filter((entry) => entry.outcome === "left out")
      .map((entry) => entry.name)
      .join(", ")}.`,
  );
console.log(
  `\n${Math.round((performance.now() - begun) / 1000)} s in all: ${count("passed")} passed, ${count("failed")} failed${count("left out") > 0 ? `, ${count("left out")} skipped` : ""}`,
);
process.exit(count("failed") > 0 ? 1 : 0);
