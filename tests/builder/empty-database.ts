import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { btree_gist } from "@electric-sql/pglite/contrib/btree_gist";
import { emptyDatabaseFolder } from "@/lib/platform/db/empty-database.mjs";

const extensions = { btree_gist };

/** An empty database in memory, as generated projects use it. Making one takes seconds; reading a kept one does not. */
export async function emptyDatabase(): Promise<PGlite> {
  const kept = `${emptyDatabaseFolder()}.tar`;
  if (existsSync(kept)) return await PGlite.create({ extensions, loadDataDir: new Blob([readFileSync(kept)]) });
  const db = await PGlite.create({ extensions });
  mkdirSync(dirname(kept), { recursive: true });
  // Under its own name only when it is whole: other test files read it at the same time.
  const part = `${kept}.${process.pid}`;
  writeFileSync(part, Buffer.from(await (await db.dumpDataDir("none")).arrayBuffer()));
  renameSync(part, kept);
  return db;
}
