import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { demoCookie, freePort, type Server, spawnServer, untilReady } from "./harness";

const folder = mkdtempSync(join(tmpdir(), "atrium-preview-"));
let server: Server;
let cookie: string;

beforeAll(async () => {
  server = spawnServer(await freePort(), { ATRIUM_DATA_DIR: join(folder, "data"), RATE_LIMIT_SCALE: "0.5" });
  // Not the health check, which counts as well.
  await untilReady(server, "/icon.svg");
  cookie = await demoCookie(server.url);
});
afterAll(async () => {
  await server.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

const get = (path: string) => fetch(`${server.url}/api/v1/${path}?workspace=juniper`, { headers: { cookie } });

/** A build of the demo, made here when it has none. */
async function anyBuild(): Promise<string> {
  const projects = (await (await get("projects")).json()) as { data: { id: string }[] };
  const made = await fetch(`${server.url}/api/v1/projects/${projects.data[0]?.id}/builds?workspace=juniper`, {
    method: "POST",
    headers: { cookie, origin: server.url, "content-type": "application/json" },
    body: JSON.stringify({ idea: "an app for my gym" }),
  });
  const { data } = (await made.json()) as { data: { id: string } };
  return data.id;
}

it("lets only the preview be framed, by us, and only under its own policy", async () => {
  const id = await anyBuild();
  const preview = await get(`builds/${id}/preview`);
  const html = await preview.text();
  // Two policies would both count, and the API's forbids every script.
  const policy = preview.headers.get("content-security-policy") ?? "";
  expect(policy).not.toContain(",");
  expect(policy).toMatch(/^sandbox allow-scripts allow-forms; default-src 'none'; script-src 'nonce-/);
  expect(policy).toContain("frame-ancestors 'self'");
  expect(html).toContain(`<script nonce="${/'nonce-([^']+)'/.exec(policy)?.[1]}">`);
  expect(preview.headers.get("x-frame-options")).toBe("SAMEORIGIN");
  expect(preview.headers.get("x-content-type-options")).toBe("nosniff");
  expect(preview.headers.get("cache-control")).toBe("private, no-store");

  for (const path of ["me", `builds/${id}`, `builds/${id}/file`, `builds/${id}/preview/more`, `builds/a/b/preview`]) {
    const { headers } = await get(path);
    expect([path, headers.get("x-frame-options"), headers.get("content-security-policy")]).toEqual([
      path,
      "DENY",
      "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ]);
  }
});

it("answers public pages that are asked for too often with a page of its own, which a browser may show", async () => {
  const statuses: number[] = [];
  let last: Response | undefined;
  for (let n = 0; n < 61; n++) {
    last = await fetch(`${server.url}/p/${"0".repeat(24)}`);
    statuses.push(last.status);
  }
  expect(statuses).toEqual([...Array(60).fill(404), 429]);
  expect(last?.headers.get("content-type")).toBe("text/html; charset=utf-8");
  expect(Number(last?.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(last?.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(await last?.text()).toContain("then load it again");
  expect((await fetch(`${server.url}/sign-in`)).status).toBe(200);
});
