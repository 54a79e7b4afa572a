import { cpSync, existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { emptyDatabaseFolder } from "./empty-database.mjs";

/**
 * Makes the folder of a database. On a first start it is a copy of the empty one that `npm ci` left; where there is none,
 * PGlite fills the empty folder itself, which takes seconds. The copy gets its name when it is whole: a process that is
 * killed halfway leaves nothing that looks like a database.
 */
export function ensureDatabaseFolder(folder: string, empty = emptyDatabaseFolder()): void {
  if (!existsSync(folder) && existsSync(empty)) {
    const unfinished = `${folder}.new`;
    rmSync(unfinished, { recursive: true, force: true });
    cpSync(empty, unfinished, { recursive: true });
    renameSync(unfinished, folder);
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 });
}
