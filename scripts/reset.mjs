// Starts over: removes the embedded mode's database, files, mailbox and generated secrets.
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

const dataDir = process.env.ATRIUM_DATA_DIR || ".atrium";
if (process.env.DATABASE_URL || process.env.SUPABASE_URL) {
  console.error(
    "DATABASE_URL or SUPABASE_URL is set: reset only ever touches the embedded mode's own folder. Nothing was removed.",
  );
  process.exit(1);
}
const lockFile = join(dataDir, "running.pid");
if (existsSync(lockFile)) {
  const pid = Number(readFileSync(lockFile, "utf8"));
  try {
    process.kill(pid, 0);
    console.error(`Atrium (process ${pid}) is running on ${dataDir}. Stop it first. Nothing was removed.`);
    process.exit(1);
  } catch {
    // No such process: a leftover of a killed one.
  }
}
if (!existsSync(dataDir)) console.log(`${dataDir} does not exist; there is nothing to reset.`);
else if (!existsSync(join(dataDir, "secrets.json"))) {
  console.error(`${dataDir} does not look like an Atrium data folder. Nothing was removed.`);
  process.exit(1);
} else {
  rmSync(dataDir, { recursive: true });
  console.log(`Removed ${dataDir}. The next start begins anew.`);
}
