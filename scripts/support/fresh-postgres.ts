import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";

/**
 * Gives `work` the address of a new PostgreSQL database with Atrium's migrations, and removes it afterwards. The server is
 * TEST_DATABASE_URL, or one started for the occasion.
 */
export async function withFreshPostgres<T>(work: (url: string) => Promise<T>): Promise<T> {
  return await withPostgresServer(async (server) => await withDatabase(server, work));
}

/** Gives `work` the address of a PostgreSQL server: TEST_DATABASE_URL, or one started for the occasion. */
export async function withPostgresServer<T>(work: (url: string) => Promise<T>): Promise<T> {
  const given = process.env.TEST_DATABASE_URL;
  const server = given ? { url: given, stop: () => {} } : await startServer();
  try {
    return await work(server.url);
  } finally {
    server.stop();
  }
}

async function withDatabase<T>(server: string, work: (url: string) => Promise<T>): Promise<T> {
  const name = `atrium_${randomBytes(6).toString("hex")}`;
  const url = new URL(server);
  url.pathname = `/${name}`;
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  try {
    await admin.query(`create database ${name}`);
    await migrateInto(url.href);
    return await work(url.href);
  } finally {
    await admin.query(`drop database if exists ${name} with (force)`);
    await admin.end();
  }
}

/** Boots Atrium on it exactly as a server would. */
async function migrateInto(url: string): Promise<void> {
  process.env.TEST_DATABASE_URL = url;
  await import("../../tests/harness/setup");
  const { runtime, shutdown } = await import("../../lib/platform/db/runtime");
  await runtime();
  await shutdown();
}

async function startServer(): Promise<{ url: string; stop: () => void }> {
  const dir = mkdtempSync(join(tmpdir(), "atrium-postgres-"));
  const port = String(await freePort());
  const run = (action: string) =>
    execFileSync("bash", ["scripts/postgres.sh", action, dir, port], { encoding: "utf8" });
  const url = run("start").trim().split("\n").at(-1) ?? "";
  return {
    url,
    stop: () => {
      run("stop");
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === "object" && address ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}
