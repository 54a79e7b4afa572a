// Adds to package-lock.json the platform packages that the registry it was written against does not carry. Without an
// entry for each, `npm ci` refuses the lock; with one, a machine of that platform installs it and every other skips it.
// Run after every change of dependencies: npx tsx scripts/complete-lock.ts
import { readFileSync, writeFileSync } from "node:fs";

type Entry = { version?: string; dev?: boolean; optionalDependencies?: Record<string, string>; [key: string]: unknown };
type Lock = { packages: Record<string, Entry>; [key: string]: unknown };

const platform =
  /(?:^|[-/])(aix|android|darwin|freebsd|linux|netbsd|openbsd|openharmony|sunos|win32|windows|wasm32)(?:-(arm64|arm|x64|ia32|riscv64|ppc64|s390x|loong64|mips64el|wasi))?/;

function entryFor(name: string, version: string, isDev: boolean): Entry {
  const [, os = "", cpu = ""] = platform.exec(name) ?? [];
  if (!os) throw new Error(`${name} is missing from the lock and names no platform`);
  const restrict =
    os === "wasm32" ? { cpu: ["wasm32"] } : { os: [os === "windows" ? "win32" : os], ...(cpu ? { cpu: [cpu] } : {}) };
  const libc = os === "linux" ? { libc: [name.includes("musl") ? "musl" : "glibc"] } : {};
  return {
    version: version.replace(/^[~^]/, ""),
    ...restrict,
    ...libc,
    ...(isDev ? { dev: true } : {}),
    optional: true,
  };
}

const lock = JSON.parse(readFileSync("package-lock.json", "utf8")) as Lock;
let added = 0;
for (const [path, parent] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
    const nested = `${path}/node_modules/${name}`;
    const top = `node_modules/${name}`;
    if (lock.packages[nested] || lock.packages[top]?.version === version.replace(/^[~^]/, "")) continue;
    if (lock.packages[top] && !platform.test(name)) continue;
    lock.packages[lock.packages[top] ? nested : top] = entryFor(name, version, parent.dev === true);
    added++;
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, "en")));
writeFileSync("package-lock.json", `${JSON.stringify(lock, null, 2)}\n`);
console.log(`package-lock.json: ${added} platform packages added`);
