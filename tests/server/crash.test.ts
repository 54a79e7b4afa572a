import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { demoCookie, freePort, type Server, spawnServer, untilReady } from "./harness";
import { createDatabase, database, keys, ownerCookie } from "./postgres";

const dir = mkdtempSync(join(tmpdir(), "atrium-crash-"));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** Writes from eight sides until the server is gone. @returns the names that were acknowledged */
async function writeUntilDead(server: Server, cookie: string, round: number): Promise<string[]> {
  const acknowledged: string[] = [];
  let alive = true;
  const writer = async (side: number) => {
    for (let n = 0; alive; n++) {
      const name = `r${round}-${side}-${n}`;
      const status = await fetch(`${server.url}/api/v1/projects?workspace=juniper`, {
        method: "POST",
        headers: { cookie, origin: server.url, "content-type": "application/json" },
        body: JSON.stringify({ name }),
      }).then(
        (response) => response.status,
        () => 0,
      );
      if (status === 201) acknowledged.push(name);
      if (status === 0) return;
    }
  };
  const writers = Array.from({ length: 8 }, (_, side) => writer(side));
  // In the middle of writing, however slow this machine is.
  await expect.poll(() => acknowledged.length, { timeout: 30_000, interval: 20 }).toBeGreaterThan(15);
  await server.kill("SIGKILL");
  alive = false;
  await Promise.all(writers);
  return acknowledged;
}

async function allNames(url: string, cookie: string): Promise<Set<string>> {
  const names = new Set<string>();
  let cursor: string | null = null;
  do {
    const response: Response = await fetch(
      `${url}/api/v1/projects?workspace=juniper&limit=100${cursor ? `&cursor=${cursor}` : ""}`,
      { headers: { cookie } },
    );
    const page = (await response.json()) as { data: { name: string }[]; page: { nextCursor: string | null } };
    for (const { name } of page.data) names.add(name);
    cursor = page.page.nextCursor;
  } while (cursor);
  return names;
}

async function crashTwice(
  mode: string,
  extra: Record<string, string>,
  signIn: (url: string) => Promise<string>,
): Promise<void> {
  const port = await freePort();
  const env = { ATRIUM_DATA_DIR: join(dir, mode), SITE_URL: `http://localhost:${port}`, ...extra };
  const acknowledged: string[] = [];
  for (let round = 0; round < 2; round++) {
    const server = spawnServer(port, env);
    await untilReady(server);
    const cookie = await signIn(server.url);
    acknowledged.push(...(await writeUntilDead(server, cookie, round)));
  }
  const server = spawnServer(port, env);
  const ms = await untilReady(server);
  try {
    expect(ms).toBeLessThan(10_000);
    const cookie = await signIn(server.url);
    const kept = await allNames(server.url, cookie);
    expect(acknowledged.filter((name) => !kept.has(name))).toEqual([]);
    const verdict = (await (
      await fetch(`${server.url}/api/v1/audit-logs/verify?workspace=juniper`, { headers: { cookie } })
    ).json()) as { data: { ok: boolean } };
    expect(verdict.data.ok).toBe(true);
  } finally {
    await server.kill("SIGTERM");
  }
}

describe("killed in the middle of writing", () => {
  it("embedded: loses no acknowledged write, starts again within 10 s, and the audit chain holds", async () => {
    await crashTwice("embedded", {}, demoCookie);
  });

  it.runIf(database !== undefined || process.env.CI === "true")(
    "postgres: loses no acknowledged write, starts again within 10 s, and the audit chain holds",
    async () => {
      const url = await createDatabase();
      await crashTwice("postgres", { DATABASE_URL: url, ...keys }, () => ownerCookie(url));
    },
  );
});
