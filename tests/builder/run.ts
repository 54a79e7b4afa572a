import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs, promisify } from "node:util";
import { type Blueprint, compileBlueprint, isBuiltStack, parseIdea, zipFiles } from "@/lib/features/builder";
import { library } from "@/lib/features/template/library";
import { libraryBlueprint } from "@/lib/features/template/library/library-blueprint";
import { EDITED_VERSIONS, editedProject } from "./edits";
import { COMMON_MUSTS, IDEAS } from "./ideas";
import type { Idea } from "./must";
import { runMutants } from "./mutants";

/**
 * Idea to ZIP to a project that installs, type-checks, lints, builds and tests itself, the way its owner would do it.
 * `--brief` leaves out the project's own run on mutated migrations; behaviour is mutated all the same.
 * `--full` installs every project from scratch; `--only P1,P9` runs some ideas; `--keep` leaves the folders. Templates of
 * the library take part when they are named (`--only T:sales-crm,T:field-service`), and so does a project of ten versions,
 * each of which is built (`--only edits`). `--stack vite-supabase` builds the same ideas as single-page apps,
 * `--stack hono-postgres` as APIs.
 */

const { values: options } = parseArgs({
  options: {
    brief: { type: "boolean", default: false },
    full: { type: "boolean", default: false },
    keep: { type: "boolean", default: false },
    only: { type: "string" },
    stack: { type: "string", default: "next-supabase" },
  },
});

const run = promisify(execFile);
const results = { passed: 0, failed: 0 };

// A clean environment: the build must pass without any settings of ours.
const cleanEnv = [
  `PATH=${process.env.PATH}`,
  `HOME=${process.env.HOME}`,
  "NEXT_TELEMETRY_DISABLED=1",
  "NO_COLOR=1",
  "CI=1",
];

async function check(label: string, work: () => Promise<string | undefined>): Promise<boolean> {
  const start = performance.now();
  try {
    const note = await work();
    results.passed += 1;
    console.log(`  ok    ${seconds(start)} ${label}${note ? ` (${note})` : ""}`);
    return true;
  } catch (error) {
    results.failed += 1;
    console.log(`  FAIL  ${seconds(start)} ${label}\n${describeFailure(error)}`);
    return false;
  }
}

const seconds = (start: number): string => `${((performance.now() - start) / 1000).toFixed(1).padStart(6)}s`;

function describeFailure(error: unknown): string {
  const output = typeof error === "object" && error !== null && "stdout" in error ? String(error.stdout) : "";
  const problems = typeof error === "object" && error !== null && "stderr" in error ? String(error.stderr) : "";
  const text = [output, problems, error instanceof Error ? error.message : String(error)].join("\n");
  return text
    .split("\n")
    .slice(-60)
    .map((line) => `        ${line}`)
    .join("\n");
}

async function npm(folder: string, ...words: string[]): Promise<string> {
  const { stdout } = await run("env", ["-i", ...cleanEnv, "npm", ...words], {
    cwd: folder,
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout;
}

/** Templates as ideas that need no reading. */
const templateIdeas = new Map(
  library.map((template) => [
    `T:${template.slug}`,
    { idea: { id: `T:${template.slug}`, text: template.summary, musts: [] }, template },
  ]),
);

if (!isBuiltStack(options.stack)) throw new RangeError(`no stack ${options.stack}`);
const stack = options.stack;

function blueprintFor(idea: Idea): Blueprint {
  const known = templateIdeas.get(idea.id);
  return { ...(known ? libraryBlueprint(known.template) : parseIdea(idea.text).blueprint), stack };
}

/** Compiles twice, writes the ZIP and unpacks it with the system's `unzip`: what is checked is what people download. */
async function unpack(idea: Idea, base: string): Promise<string> {
  const bytes = await zipFiles(compileBlueprint(blueprintFor(idea)).files);
  const again = await zipFiles(compileBlueprint(blueprintFor(idea)).files);
  if (Buffer.compare(Buffer.from(bytes), Buffer.from(again)) !== 0) throw new Error("two runs gave different bytes");
  return unzip(bytes, folderOf(idea, base));
}

async function unzip(bytes: Uint8Array, folder: string): Promise<string> {
  const zip = `${folder}.zip`;
  writeFileSync(zip, bytes);
  mkdirSync(folder);
  await run("unzip", ["-q", zip, "-d", folder]);
  return folder;
}

const folderOf = (idea: Idea, base: string): string => join(base, idea.id.replace(":", "-"));

async function checkMusts(idea: Idea): Promise<void> {
  const blueprint = blueprintFor(idea);
  const { files } = compileBlueprint(blueprint);
  for (const must of [...idea.musts, ...COMMON_MUSTS]) {
    await check(`must: ${must.text}`, async () => {
      if (!must.holds(blueprint, files)) throw new Error("does not hold");
      return undefined;
    });
  }
}

async function install(folder: string, installed: string | null): Promise<string> {
  if (installed && !options.full) {
    // Every project has the same lock, so the packages are hard-linked from the first one.
    await run("cp", ["-al", join(installed, "node_modules"), join(folder, "node_modules")]);
    await linkBundles(installed, folder);
    return "linked from the first project";
  }
  await npm(folder, "ci", "--prefer-offline", "--no-audit", "--no-fund");
  return "npm ci";
}

/**
 * What the bundler made of the packages and of files that are the same in every project, as a pipeline keeps it between
 * two builds. It goes by content, so a file of the project's own is built; the first project has nothing to go by.
 */
async function linkBundles(installed: string, folder: string): Promise<void> {
  const kept = join(installed, ".next/cache/turbopack");
  if (!existsSync(kept)) return;
  mkdirSync(join(folder, ".next/cache"), { recursive: true });
  await run("cp", ["-a", kept, join(folder, ".next/cache/turbopack")]);
}

/** The project's own suite, on a copy with one protection taken out of the migration, must turn red. */
async function suiteTurnsRed(folder: string, base: string): Promise<string> {
  const copy = join(base, "mutant");
  mkdirSync(copy);
  const parts = [
    "tests",
    "supabase",
    "lib",
    "resources",
    "docs",
    "vitest.config.ts",
    "package.json",
    "tsconfig.json",
    // An API tests its routes as well, and has a database to start with.
    ...["app", "database"].filter((name) => stack === "hono-postgres" && existsSync(join(folder, name))),
  ];
  for (const part of parts) {
    cpSync(join(folder, part), join(copy, part), { recursive: true });
  }
  await run("ln", ["-s", join(folder, "node_modules"), join(copy, "node_modules")]);
  const migration = join(copy, "supabase/migrations/0002_data.sql");
  const original = readFileSync(migration, "utf8");
  const policy = /create policy (\w+_select) on [\s\S]*?;\n/.exec(original);
  const mutations = [
    ["row level security off", original.replace(/alter table (public\.\w+) enable row level security;\n/, "")],
    [`policy ${policy?.[1]} dropped`, original.replace(policy?.[0] ?? "", "")],
  ] as const;
  for (const [name, text] of mutations) {
    if (text === original) throw new Error(`the mutation "${name}" changed nothing`);
    writeFileSync(migration, text);
    const isRed = await npm(copy, "test", "--", "tests/access.test.ts").then(
      () => false,
      () => true,
    );
    if (!isRed) throw new Error(`the suite stayed green: ${name}`);
  }
  rmSync(copy, { recursive: true });
  return mutations.map(([name]) => name).join("; ");
}

function checkScript(folder: string, script: string, read?: (output: string) => void): Promise<boolean> {
  return check(`npm run ${script}`, async () => {
    const output = await npm(folder, "run", script);
    read?.(output);
    return /Tests\s+(.+)/.exec(output)?.[1]?.trim();
  });
}

async function checkIdea(idea: Idea, context: { base: string; installed: string | null }): Promise<string | null> {
  console.log(`\n${idea.id}: ${idea.text.slice(0, 70)}`);
  await checkMusts(idea);
  let folder = "";
  const isUnpacked = await check("compile twice, same bytes, unzip", async () => {
    folder = await unpack(idea, context.base);
    return undefined;
  });
  if (!isUnpacked || !(await check("install", () => install(folder, context.installed)))) return context.installed;
  await checkScript(folder, "typecheck");
  let takenAway = 0;
  const read = (output: string) => {
    takenAway = Number(/access-mutations\.test\.ts \((\d+) tests?\)/.exec(output)?.[1] ?? 0);
  };
  // The build keeps one core busy at most of the time; the suite takes the other.
  await Promise.all([
    checkScript(folder, "build"),
    checkScript(folder, "lint").then(() => checkScript(folder, "test", read)),
  ]);
  await check("every mutant is noticed by behaviour", async () => {
    const { own, total, survivors } = await runMutants(folder);
    if (takenAway !== own) throw new Error(`the project's own suite took away ${takenAway} of ${own} protections`);
    if (survivors.length > 0) throw new Error(`survivors: ${survivors.join("; ")}`);
    return `${total} mutants`;
  });
  return context.installed ?? folder;
}

/** A project of ten versions, nine migrations after the first ones: what a project looks like that people have changed. */
async function checkEdits(base: string): Promise<void> {
  let installed: string | null = null;
  for (let version = 1; version <= EDITED_VERSIONS; version++) {
    console.log(`\nedits: version ${version} of ${EDITED_VERSIONS}`);
    const isNewest = version === EDITED_VERSIONS;
    let folder = "";
    const isUnpacked = await check("compile with history twice, same bytes, unzip", async () => {
      const [files, again] = [editedProject(version), editedProject(version)];
      const [bytes, same] = [await zipFiles(files), await zipFiles(again)];
      if (Buffer.compare(Buffer.from(bytes), Buffer.from(same)) !== 0) throw new Error("two runs gave different bytes");
      folder = await unzip(bytes, join(base, `edits-${version}`));
      const later = files.filter(({ path }) => /migrations\/\d+_version_\d+\.sql$/.test(path));
      if (later.length !== version - 1) throw new Error(`${later.length} later migrations`);
      return later.map(({ path }) => path.split("/").at(-1)).join(", ");
    });
    if (!isUnpacked || !(await check("install", () => install(folder, installed)))) return;
    installed ??= folder;
    for (const script of isNewest ? ["typecheck", "lint", "test", "build"] : ["typecheck", "build"])
      await checkScript(folder, script);
  }
}

async function main(): Promise<void> {
  const start = performance.now();
  const base = mkdtempSync(join(tmpdir(), "atrium-builder-"));
  const wanted = options.only?.split(",");
  const templates = [...templateIdeas.values()].map(({ idea }) => idea);
  const ideas = wanted ? [...IDEAS, ...templates].filter((idea) => wanted.includes(idea.id)) : IDEAS;
  let installed: string | null = null;
  for (const idea of ideas) installed = await checkIdea(idea, { base, installed });
  if (wanted?.includes("edits")) await checkEdits(base);
  const first = ideas[0] ? folderOf(ideas[0], base) : "";
  if (installed && existsSync(first) && !options.brief) {
    console.log("\nMutated migrations, through the project's own test run");
    await check("the suite turns red", () => suiteTurnsRed(first, base));
  }
  if (options.keep) console.log(`\nkept in ${base}`);
  else rmSync(base, { recursive: true, force: true });
  console.log(`\ntotal ${seconds(start).trim()}`);
  console.log(`${results.passed} passed, ${results.failed} failed`);
  if (results.failed > 0 || results.passed === 0) process.exitCode = 1;
}

await main();
