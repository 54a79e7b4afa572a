// Runs after `npm ci`. Making an empty PGlite database takes seconds, and it is the same each time: it is made once here, and
// a first start copies it (lib/platform/db/database-folder.ts). Without it (`--ignore-scripts`, a read-only folder) the first
// start takes longer, so nothing here fails an installation.
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { emptyDatabaseFolder } from "../lib/platform/db/empty-database.mjs";

try {
  const empty = emptyDatabaseFolder();
  const unfinished = `${empty}.new`;
  if (!existsSync(empty)) {
    rmSync(unfinished, { recursive: true, force: true });
    mkdirSync(dirname(empty), { recursive: true });
    const database = await PGlite.create(unfinished);
    await database.close();
    renameSync(unfinished, empty);
  }
} catch (error) {
  console.warn(`The empty database was not prepared (${error.message}); the first start makes it.`);
}
