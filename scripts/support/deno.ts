import { execFile } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { arch, platform } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const pinned = "scripts/deno";
const limitMs = 5 * 60_000;

/**
 * The path of the Deno that checks and tests the Edge Functions: `DENO_PATH`, or the one that `scripts/deno` pins. That one is
 * installed from the npm registry when it is first asked for (41 MB, checked against its lock, no install script runs) and
 * kept until the next `npm ci`. Nothing else of Atrium needs it, so `npm ci` does not bring it.
 */
export async function findDeno(): Promise<{ path: string } | { missing: string }> {
  const given = process.env.DENO_PATH;
  if (given) return existsSync(given) ? { path: given } : { missing: `there is no file ${given} (DENO_PATH)` };
  const { optionalDependencies } = JSON.parse(readFileSync(join(pinned, "package.json"), "utf8")) as {
    optionalDependencies: Record<string, string>;
  };
  const name = `@deno/${platform()}-${arch()}${platform() === "linux" ? `-${libc()}` : ""}`;
  const version = optionalDependencies[name];
  if (version === undefined) return { missing: `npm carries no Deno for this platform (${name}); set DENO_PATH` };
  const folder = join("node_modules", ".cache", `deno-${version}`);
  const path = join(folder, "node_modules", name, platform() === "win32" ? "deno.exe" : "deno");
  if (existsSync(path) || (await install(folder))) return { path };
  return { missing: "Deno could not be installed from the npm registry" };
}

function libc(): "glibc" | "musl" {
  const report = process.report.getReport() as { header?: { glibcVersionRuntime?: string } };
  return report.header?.glibcVersionRuntime === undefined ? "musl" : "glibc";
}

/** Into a folder of its own and then moved, so that an install that was ended half-way is never found. */
async function install(folder: string): Promise<boolean> {
  const fresh = `${folder}-${process.pid}`;
  mkdirSync(fresh, { recursive: true });
  try {
    for (const file of ["package.json", "package-lock.json"]) copyFileSync(join(pinned, file), join(fresh, file));
    await promisify(execFile)("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], {
      cwd: fresh,
      timeout: limitMs,
      shell: platform() === "win32",
    });
    rmSync(folder, { recursive: true, force: true });
    renameSync(fresh, folder);
    return true;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return false;
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}
