import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DEPENDENCIES, DEV_DEPENDENCIES } from "../package-files";
import { completeLock, type Lock } from "./complete-lock";

/**
 * Makes the lock of generated projects again from the allow-listed pins. Needs the npm registry.
 * Run after a change of the pins: `npx tsx lib/features/builder/compiler/lock/refresh.ts`.
 */
const folder = mkdtempSync(join(tmpdir(), "atrium-lock-"));
const manifest = {
  name: "app",
  version: "0.1.0",
  private: true,
  license: "MIT",
  type: "module",
  engines: { node: ">=20.19" },
  dependencies: DEPENDENCIES,
  devDependencies: DEV_DEPENDENCIES,
};
writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
execFileSync(
  "npm",
  [
    "install",
    "--package-lock-only",
    "--omit-lockfile-registry-resolved",
    "--ignore-scripts",
    "--prefer-offline",
    "--no-audit",
    "--no-fund",
  ],
  {
    cwd: folder,
    stdio: "inherit",
  },
);
const target = fileURLToPath(new URL("./package-lock.template.json", import.meta.url));
const lock: Lock = JSON.parse(readFileSync(join(folder, "package-lock.json"), "utf8"));
writeFileSync(target, `${JSON.stringify(completeLock(lock), null, 2)}\n`);
rmSync(folder, { recursive: true });
