/**
 * Adds the platform packages that the registry used for refreshing does not carry. Without an entry for each, `npm ci`
 * refuses the lock; with one, a machine of that platform installs it and every other machine skips it.
 */

type LockEntry = {
  version?: string;
  dev?: boolean;
  optionalDependencies?: Record<string, string>;
  [key: string]: unknown;
};
export type Lock = { packages: Record<string, LockEntry>; [key: string]: unknown };

const PLATFORM =
  /-(android|darwin|freebsd|linux|win32)-(arm64|arm|x64|ia32|riscv64|ppc64|s390x)(?:-(musl|gnu|msvc|eabi))?/;

/** The lock with an entry for every optional platform dependency, sorted as npm sorts them. */
export function completeLock(lock: Lock): Lock {
  const packages: Record<string, LockEntry> = { ...lock.packages };
  for (const parent of Object.values(lock.packages)) {
    for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
      const path = `node_modules/${name}`;
      if (!packages[path]) packages[path] = platformEntry(name, { version, isDev: parent.dev === true });
    }
  }
  const sorted = Object.entries(packages).sort(([a], [b]) => a.localeCompare(b, "en"));
  return { ...lock, packages: Object.fromEntries(sorted) };
}

function platformEntry(name: string, options: { version: string; isDev: boolean }): LockEntry {
  const [, os, cpu, abi] = PLATFORM.exec(name) ?? [];
  if (!os || !cpu) throw new RangeError(`${name} is missing from the lock and names no platform`);
  return {
    version: options.version,
    cpu: [cpu],
    ...(options.isDev ? { dev: true } : {}),
    ...(os === "linux" ? { libc: [abi === "musl" ? "musl" : "glibc"] } : {}),
    optional: true,
    os: [os],
  };
}
