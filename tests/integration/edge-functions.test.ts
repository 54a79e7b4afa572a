import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GET as download } from "@/app/api/v1/builds/[buildId]/download/route";
import { POST as startExport } from "@/app/api/v1/builds/[buildId]/exports/route";
import { POST as createBuild, GET as listBuilds } from "@/app/api/v1/projects/[projectId]/builds/route";
import { rawDatabase } from "@/lib/platform/db/db";
import type { RouteHandler } from "@/lib/platform/http/registry";
import { type Door, openDoor } from "@/supabase/functions/_shared/door";
import { exportBuild } from "@/supabase/functions/_shared/export";
import { generateScaffold } from "@/supabase/functions/_shared/generate-scaffold";
import { createDesk } from "../factories/exports";
import { counted } from "../factories/generations";
import {
  addMember,
  createKey,
  createPerson,
  createProject,
  createTeam,
  type Person,
  type TestWorkspace,
} from "../factories/people";

// The doors of the Edge Functions before the real routes: what they send is what the routes take. That they run in Deno is
// proved by `npm run check:edge`.
const routes: { method: string; path: RegExp; name: string; handler: RouteHandler }[] = [
  { method: "GET", path: /^\/api\/v1\/projects\/([^/]+)\/builds$/, name: "projectId", handler: listBuilds },
  { method: "POST", path: /^\/api\/v1\/projects\/([^/]+)\/builds$/, name: "projectId", handler: createBuild },
  { method: "GET", path: /^\/api\/v1\/builds\/([^/]+)\/download$/, name: "buildId", handler: download },
  { method: "POST", path: /^\/api\/v1\/builds\/([^/]+)\/exports$/, name: "buildId", handler: startExport },
];

let server: Server;
let url: string;
let ws: TestWorkspace;
let editor: Person;
let projectId: string;

beforeAll(async () => {
  server = createServer(async (received, response) => {
    const { pathname } = new URL(received.url ?? "/", url);
    const found = routes.find(({ method, path }) => method === received.method && path.test(pathname));
    const id = found?.path.exec(pathname)?.[1];
    if (!found || id === undefined) return response.writeHead(404).end();
    const init: RequestInit & { duplex: "half" } = {
      method: found.method,
      headers: new Headers(received.headers as Record<string, string>),
      duplex: "half",
      ...(found.method === "POST" ? { body: Readable.toWeb(received) as ReadableStream } : {}),
    };
    const answer = await found.handler(new Request(new URL(received.url ?? "/", url), init), {
      params: Promise.resolve({ [found.name]: id }),
    });
    response.writeHead(answer.status, Object.fromEntries(answer.headers));
    response.end(Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  ({ ws, editor } = await createTeam("editor"));
  projectId = await createProject(ws, "Through the door");
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

type Ask = { bearer?: string; path?: string; body?: unknown; headers?: Record<string, string> };

/** POST with a body, GET without, as a program would call the function. */
async function ask(door: Door, options: Ask): Promise<Response> {
  const handle = openDoor(door, {
    name: "test",
    variable: (name) => (name === "ATRIUM_URL" ? url : undefined),
    log: () => {},
  });
  const request = new Request(`https://project.supabase.test/functions/v1/test${options.path ?? ""}`, {
    method: options.body === undefined ? "GET" : "POST",
    headers: {
      ...(options.bearer === undefined ? {} : { authorization: `Bearer ${options.bearer}` }),
      ...(options.body === undefined ? {} : { "content-type": "application/json" }),
      ...options.headers,
    },
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
  });
  return await handle(request);
}

type Body = { code?: string; data: { id: string; version: number; createdBy: string | null; files: unknown[] } };
const jsonOf = async (response: Response) => (await response.json()) as Body;
const idea = "An app to track parts and repairs";

describe("generate-scaffold before the real routes", () => {
  it("makes a version as the person whose session it is handed, once for one Idempotency-Key, and counts it", async () => {
    const before = await counted(ws);
    const options = {
      bearer: editor.token,
      path: `?workspace=${ws.slug}`,
      body: { projectId, idea },
      headers: { "idempotency-key": `edge-${projectId}` },
    };
    const first = await ask(generateScaffold, options);
    expect(first.status).toBe(201);
    const { data } = await jsonOf(first);
    expect(data).toMatchObject({ version: 1, createdBy: editor.name });
    const again = await ask(generateScaffold, options);
    expect([again.status, again.headers.get("idempotency-replayed")]).toEqual([201, "true"]);
    expect((await jsonOf(again)).data.id).toBe(data.id);
    expect(await counted(ws)).toEqual({ used: before.used + 1, held: 0 });
  });

  it("dry: nothing is kept, nothing is counted, and only who sees the project is answered", async () => {
    const before = await counted(ws);
    const dry = { projectId, idea, dryRun: true };
    const answer = await ask(generateScaffold, { bearer: editor.token, path: `?workspace=${ws.slug}`, body: dry });
    expect(answer.status).toBe(200);
    expect((await jsonOf(answer)).data.files.length).toBeGreaterThan(50);
    expect(await counted(ws)).toEqual(before);
    const stranger = await createPerson();
    for (const place of [ws.slug, ws.id]) {
      const foreign = await ask(generateScaffold, {
        bearer: stranger.token,
        path: `?workspace=${place}`,
        body: dry,
      });
      expect([foreign.status, (await jsonOf(foreign)).code]).toEqual([404, "NOT_FOUND"]);
    }
    expect((await ask(generateScaffold, { body: dry })).status).toBe(401);
  });

  it("holds keys to their scopes", async () => {
    const reader = await createKey(ws, ["builds.read"]);
    const refused = await ask(generateScaffold, { bearer: reader.secret, body: { projectId, idea } });
    expect([refused.status, (await jsonOf(refused)).code]).toEqual([403, "INSUFFICIENT_SCOPE"]);
    const dry = await ask(generateScaffold, { bearer: reader.secret, body: { projectId, idea, dryRun: true } });
    expect(dry.status).toBe(200);
  });
});

describe("export before the real routes", () => {
  it("hands on the same ZIP, and the reasons why there is none", async () => {
    const key = await createKey(ws, ["builds.read", "builds.write"], "editor");
    const { data } = await jsonOf(await ask(generateScaffold, { bearer: key.secret, body: { projectId, idea } }));
    const zip = await ask(exportBuild, { bearer: key.secret, path: `?buildId=${data.id}&ci=gitlab` });
    expect([zip.status, zip.headers.get("content-type")]).toEqual([200, "application/zip"]);
    const bytes = Buffer.from(await zip.arrayBuffer());
    expect(zip.headers.get("content-length")).toBe(String(bytes.byteLength));
    const direct = await fetch(`${url}/api/v1/builds/${data.id}/download?ci=gitlab`, {
      headers: { authorization: `Bearer ${key.secret}` },
    });
    expect(bytes.equals(Buffer.from(await direct.arrayBuffer()))).toBe(true);
    expect(bytes.includes(".gitlab-ci.yml")).toBe(true);
    const wrong = await ask(exportBuild, { bearer: key.secret, path: `?buildId=${data.id}&ci=jenkins` });
    expect([wrong.status, (await jsonOf(wrong)).code]).toEqual([422, "VALIDATION_FAILED"]);
    const gone = await ask(exportBuild, { bearer: key.secret, path: `?buildId=${projectId}` });
    expect([gone.status, (await jsonOf(gone)).code]).toEqual([404, "NOT_FOUND"]);
  });

  it("asks for exports as a person: a key is refused, wrong fields are named", async () => {
    const key = await createKey(ws, ["builds.read", "builds.write"], "editor");
    const body = { buildId: projectId, target: "new_repository" };
    const refused = await ask(exportBuild, { bearer: key.secret, body });
    expect([refused.status, (await jsonOf(refused)).code]).toEqual([403, "INSUFFICIENT_SCOPE"]);
    const person = await ask(exportBuild, { bearer: editor.token, path: `?workspace=${ws.slug}`, body });
    expect([person.status, (await jsonOf(person)).code]).toEqual([422, "VALIDATION_FAILED"]);
  });
});

it("brings a version to GitHub, asked by a person", async () => {
  const desk = await createDesk("edge", 31_339);
  const asked = await ask(exportBuild, {
    bearer: desk.editor.token,
    path: desk.query,
    body: {
      buildId: desk.build.id,
      connectionId: desk.connection.id,
      target: "new_repository",
      repository: "from-the-edge",
    },
  });
  expect(asked.status).toBe(202);
  await desk.work();
  expect(await desk.one((await jsonOf(asked)).data.id)).toMatchObject({
    status: "succeeded",
    repository: "from-the-edge",
  });
});

describe("a session's access token as bearer", () => {
  it("ends with the session", async () => {
    const person = await addMember(ws, "viewer");
    const list = () =>
      fetch(`${url}/api/v1/projects/${projectId}/builds?workspace=${ws.slug}`, {
        headers: { authorization: `Bearer ${person.token}` },
      });
    expect((await list()).status).toBe(200);
    await sql`delete from auth.sessions where id = ${person.sessionId}`.execute(await rawDatabase());
    const ended = await list();
    expect([ended.status, (await jsonOf(ended)).code]).toEqual([401, "SESSION_ENDED"]);
  });

  it("wins over a cookie, and needs no Origin, which only protects what rides on cookies", async () => {
    const other = await createPerson();
    const send = (headers: Record<string, string>) =>
      fetch(`${url}/api/v1/projects/${projectId}/builds?workspace=${ws.slug}`, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: JSON.stringify({ idea }),
      });
    expect((await send({ cookie: editor.cookie })).status).toBe(403);
    expect((await send({ cookie: editor.cookie, authorization: `Bearer ${other.token}` })).status).toBe(404);
    expect((await send({ authorization: `Bearer ${editor.token}` })).status).toBe(201);
  });
});
