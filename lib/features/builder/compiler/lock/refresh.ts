import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { BUILT_STACKS } from "../../blueprint/stacks";
import { PACKAGES } from "../package-files";
import { completeLock, type Lock } from "./complete-lock";

/**
 * Makes the locks of generated projects again, one a stack, from the allow-listed pins. Needs the npm registry.
 * Run after a change of the pins: `npx tsx lib/features/builder/compiler/lock/refresh.ts`.
 */
const TARGETS = {
  "next-supabase": "./package-lock.template.json",
  "vite-supabase": "./package-lock.vite.json",
  "hono-postgres": "./package-lock.hono.json",
} as const;

for (const stack of BUILT_STACKS) {
  const folder = mkdtempSync(join(tmpdir(), "atrium-lock-"));
  const manifest = {
    name: "app",
    version: "0.1.0",
    private: true,
    license: "MIT",
    type: "module",
    engines: { node: ">=20.19" },
    ...PACKAGES[stack],
  };
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
  const flags = ["--package-lock-only", "--omit-lockfile-registry-resolved", "--ignore-scripts", "--prefer-offline"];
  execFileSync("npm", ["install", ...flags, "--no-audit", "--no-fund"], { cwd: folder, stdio: "inherit" });
  const target = fileURLToPath(new URL(TARGETS[stack], import.meta.url));
  const lock: Lock = JSON.parse(readFileSync(join(folder, "package-lock.json"), "utf8"));
  writeFileSync(target, `${JSON.stringify(completeLock(lock), null, 2)}\n`);
  rmSync(folder, { recursive: true });
}
