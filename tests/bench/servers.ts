import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import manifest from "../../package.json" with { type: "json" };

/** As `npm start` does. */
export const startCommand = manifest.scripts.start.split(" ");
export const distDir = process.env.NEXT_DIST_DIR ?? ".next";

/** Fills the database that `env` names, in a process of its own, which answers in one line. */
export function seed<Data>(what: "list" | "builder", env: Record<string, string>): Data {
  const script = join(process.cwd(), "tests", "bench", "seed-cli.ts");
  const result = spawnSync("npx", ["tsx", "--conditions=react-server", script, what], {
    encoding: "utf8",
    env: { ...process.env, ...env },
    maxBuffer: 1e8,
  });
  const line = result.stdout?.split("\n").find((candidate) => candidate.startsWith("BENCH "));
  if (!line) throw new Error(`seeding failed:\n${result.stdout}\n${result.stderr}`);
  return JSON.parse(line.slice(6)) as Data;
}

/** A Next.js project with one route and nothing else: what the framework alone can do on this machine. */
export function buildBareApp(): string {
  const dir = mkdtempSync(join(tmpdir(), "atrium-bare-"));
  mkdirSync(join(dir, "app", "api", "bare"), { recursive: true });
  writeFileSync(join(dir, "package.json"), JSON.stringify({ name: "bare", private: true, type: "module" }));
  writeFileSync(
    join(dir, "app", "api", "bare", "route.js"),
    'export const dynamic = "force-dynamic";\nexport const GET = () => Response.json({ success: true, data: [] });\n',
  );
  writeFileSync(join(dir, "app", "layout.js"), "export default function Layout({ children }) { return children; }\n");
  writeFileSync(join(dir, "next.config.mjs"), "export default { poweredByHeader: false };\n");
  symlinkSync(join(process.cwd(), "node_modules"), join(dir, "node_modules"));
  const built = spawnSync("node_modules/.bin/next", ["build", "--webpack"], {
    cwd: dir,
    encoding: "utf8",
    env: { ...process.env, NODE_ENV: "production" },
  });
  if (built.status !== 0) throw new Error(`the bare app does not build:\n${built.stdout}\n${built.stderr}`);
  return dir;
}

export type Running = { url: string; stop: () => Promise<void>; child: ChildProcess };

/** Starts a server and waits until `path` answers. @throws when it does not within 60 s */
export async function startServer(options: {
  command: string[];
  cwd: string;
  port: number;
  env: Record<string, string>;
  path: string;
}): Promise<Running> {
  const [command = "", ...args] = options.command;
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: { ...process.env, NODE_ENV: "production", LOG_LEVEL: "silent", PORT: String(options.port), ...options.env },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const url = `http://localhost:${options.port}`;
  const deadline = Date.now() + 60_000;
  for (;;) {
    const ok = await fetch(url + options.path).then(
      (response) => response.status < 500,
      () => false,
    );
    if (ok) break;
    if (Date.now() > deadline || child.exitCode !== null) throw new Error(`no answer from ${url}${options.path}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const stop = async () => {
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGTERM");
    await gone;
  };
  return { url, stop, child };
}
