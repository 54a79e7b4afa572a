import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { afterEach, describe, expect, it } from "vitest";
import { demoCookie, exitCode, freePort, type Server, spawnServer, untilReady } from "./harness";

const running: Server[] = [];
const folders: string[] = [];
function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), "atrium-start-"));
  folders.push(dir);
  return join(dir, "data");
}
async function start(env: Record<string, string>, port?: number): Promise<Server> {
  const server = spawnServer(port ?? (await freePort()), env);
  running.push(server);
  return server;
}
afterEach(async () => {
  for (const server of running.splice(0)) await server.kill("SIGKILL");
  for (const dir of folders.splice(0)) rmSync(dir, { recursive: true, force: true });
});
const projectNames = async (url: string, cookie: string) => {
  const response = await fetch(`${url}/api/v1/projects?workspace=juniper`, { headers: { cookie } });
  const json = (await response.json()) as { data: { name: string }[] };
  return json.data.map((project) => project.name);
};

describe("starting with nothing set", () => {
  it("answers with a seeded workspace, keeps its data over a restart, and starts over after reset", async () => {
    const dir = folder();
    const env = { ATRIUM_DATA_DIR: dir };
    const first = await start(env);
    await untilReady(first);
    expect(statSync(join(dir, "secrets.json")).mode & 0o777).toBe(0o600);
    const { demoPassword } = JSON.parse(readFileSync(join(dir, "secrets.json"), "utf8")) as { demoPassword: string };
    const cookie = await demoCookie(first.url);
    await expect.poll(() => first.output()).toContain(demoPassword);
    const created = await fetch(`${first.url}/api/v1/projects?workspace=juniper`, {
      method: "POST",
      headers: { cookie, origin: first.url, "content-type": "application/json" },
      body: JSON.stringify({ name: "Kept" }),
    });
    expect(created.status).toBe(201);
    await first.kill("SIGTERM");
    expect(first.child.exitCode).toBe(0);

    const second = await start(env);
    await untilReady(second);
    expect(await projectNames(second.url, await demoCookie(second.url))).toContain("Kept");
    const refused = spawnSync("node", ["scripts/reset.mjs"], { encoding: "utf8", env: { ...process.env, ...env } });
    expect([refused.status, existsSync(join(dir, "db"))]).toEqual([1, true]);
    await second.kill("SIGTERM");
    expect(spawnSync("node", ["scripts/reset.mjs"], { encoding: "utf8", env: { ...process.env, ...env } }).status).toBe(
      0,
    );
    expect(existsSync(dir)).toBe(false);
  });

  it("sends the security headers, a fresh nonce each time, and no sign of the framework", async () => {
    const server = await start({ ATRIUM_DATA_DIR: folder() });
    await untilReady(server);
    const [one, two] = [await fetch(`${server.url}/sign-in`), await fetch(`${server.url}/sign-in`)];
    const policy = (response: Response) => response.headers.get("content-security-policy") ?? "";
    const nonce = (response: Response) => /'nonce-([^']+)'/.exec(policy(response))?.[1];
    expect(nonce(one)).toBeTruthy();
    expect(nonce(one)).not.toBe(nonce(two));
    expect(/script-src ([^;]*)/.exec(policy(one))?.[1]).not.toMatch(/unsafe-inline|unsafe-eval/);
    expect(policy(one)).toContain("frame-ancestors 'none'");
    expect(one.headers.get("x-powered-by")).toBeNull();
    expect(one.headers.get("x-content-type-options")).toBe("nosniff");
    expect(one.headers.get("strict-transport-security")).toContain("max-age=31536000");
    for (const path of ["/api/health", "/api/v1/me", "/api/v1/nothing", "/supabase/rest/v1/projects"]) {
      const { headers } = await fetch(server.url + path);
      expect([path, policy(await fetch(server.url + path))]).toEqual([
        path,
        expect.stringContaining("default-src 'none'"),
      ]);
      expect([path, headers.get("x-content-type-options"), headers.get("x-frame-options")]).toEqual([
        path,
        "nosniff",
        "DENY",
      ]);
      expect(headers.get("strict-transport-security")).toContain("max-age=31536000");
      expect(headers.get("x-powered-by")).toBeNull();
    }
    const html = await one.text();
    for (const [tag] of html.matchAll(/<script(?![^>]*\bsrc=)[^>]*>/g)) expect(tag).toContain(`nonce="${nonce(one)}"`);
  });
});

describe("the two doors of the API", () => {
  it("answer with the same headers", async () => {
    const server = await start({ ATRIUM_DATA_DIR: folder() });
    await untilReady(server);
    const cookie = await demoCookie(server.url);
    // Next.js adds what a router of its own pages goes by, and answers HEAD without the length.
    const own = ["connection", "content-length", "date", "keep-alive", "transfer-encoding", "vary", "x-request-id"];
    const headersOf = async (path: string, method: "GET" | "HEAD") => {
      const response = await fetch(`${server.url}${path}`, {
        method,
        headers: { cookie, "accept-encoding": "identity" },
      });
      await response.arrayBuffer();
      const vary = response.headers.get("vary") ?? "";
      const kept = [...response.headers].filter(([name]) => !own.includes(name) && !name.startsWith("ratelimit"));
      return {
        byNext: vary.includes("next-router-state-tree"),
        status: response.status,
        headers: Object.fromEntries(kept),
      };
    };
    for (const path of [
      "/api/health",
      "/api/v1/projects?workspace=juniper",
      "/api/v1/projects?workspace=nobody",
      "/api/v1/projects?workspace=juniper&unknown=1",
      "/api/v1/projects/not-an-id?workspace=juniper",
      "/api/v1/audit-logs/export?workspace=juniper",
      "/api/v1/me",
    ]) {
      const [ours, theirs] = [await headersOf(path, "GET"), await headersOf(path, "HEAD")];
      expect([ours.byNext, theirs.byNext], path).toEqual([false, true]);
      expect({ ...ours, byNext: true }, path).toEqual(theirs);
    }
  });
});

describe("what goes wrong at the start", () => {
  it("says that the port is taken", async () => {
    const port = await freePort();
    const blocker = createServer().listen(port);
    const server = await start({ ATRIUM_DATA_DIR: folder() }, port);
    expect(await exitCode(server)).toBe(1);
    expect(server.output()).toContain(`Port ${port} is taken`);
    blocker.close();
  });

  it("says that the data folder cannot be written", async () => {
    const server = await start({ ATRIUM_DATA_DIR: "/dev/null/atrium" });
    expect(await exitCode(server)).toBe(1);
    expect(server.output()).toMatch(/data folder \/dev\/null\/atrium cannot be written/);
  });

  it("refuses a second process on the same folder", async () => {
    const dir = folder();
    const first = await start({ ATRIUM_DATA_DIR: dir });
    await untilReady(first);
    const second = await start({ ATRIUM_DATA_DIR: dir });
    expect(await exitCode(second)).toBe(1);
    expect(second.output()).toContain("is using");
    expect((await fetch(`${first.url}/api/health`)).status).toBe(200);
  });

  it("says that the data is of a newer version", async () => {
    const dir = folder();
    const first = await start({ ATRIUM_DATA_DIR: dir });
    await untilReady(first);
    await first.kill("SIGTERM");
    const db = new PGlite(join(dir, "db"));
    await db.exec(
      "insert into supabase_migrations.schema_migrations (version, name) values ('29990101000000', 'future')",
    );
    await db.close();
    const second = await start({ ATRIUM_DATA_DIR: dir });
    expect(await exitCode(second)).toBe(1);
    expect(second.output()).toContain("newer version of Atrium");
  });

  it("names every missing or weak secret in production", async () => {
    const server = await start({
      DATABASE_URL: "postgres://nobody@127.0.0.1:1/none",
      ATRIUM_DATA_DIR: folder(),
      APP_SECRET: "changeme-changeme-changeme-changeme",
    });
    expect(await exitCode(server)).toBe(1);
    for (const name of [
      "SITE_URL is missing",
      "AUTH_JWT_SECRET is missing",
      "METRICS_TOKEN is missing",
      "APP_SECRET is a default or guessable value",
    ]) {
      expect(server.output()).toContain(name);
    }
  });
});
