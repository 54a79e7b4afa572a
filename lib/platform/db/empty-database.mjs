import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Where `npm ci` leaves an empty database (scripts/prepare-database.mjs). Below node_modules because it belongs to the
 * installed version of PGlite, whose files another version may not read.
 * @returns {string}
 */
export function emptyDatabaseFolder() {
  const modules = join(process.cwd(), "node_modules");
  const { version } = JSON.parse(readFileSync(join(modules, "@electric-sql", "pglite", "package.json"), "utf8"));
  return join(modules, ".cache", "atrium", `empty-database-${version}`);
}
