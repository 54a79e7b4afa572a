import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { GET as getBuild } from "@/app/api/v1/builds/[buildId]/route";
import { GET as list, POST as start } from "@/app/api/v1/projects/[projectId]/runs/route";
import { GET as listProjects } from "@/app/api/v1/projects/route";
import { POST as cancelRoute } from "@/app/api/v1/runs/[runId]/cancel/route";
import { GET as stream } from "@/app/api/v1/runs/[runId]/events/route";
import { GET as get } from "@/app/api/v1/runs/[runId]/route";
import type { Build } from "@/lib/features/build/build.schema";
import type { Run } from "@/lib/features/build/run.schema";
import { runsSettled } from "@/lib/features/build/services/carry-out-run";
import { tellRunEnded } from "@/lib/features/build/services/tell-run";
import { asService } from "@/lib/platform/db/service-role";
import { env } from "@/lib/platform/env/env";
import { newsOf } from "../factories/news";
import { addMember, createProject, createWorkspace, type Person, type TestWorkspace } from "../factories/people";
import { call } from "../harness/call";
import { type Asked, apiError, type OpenAiPeer, type PeerAnswer, startOpenAiPeer, valid } from "../harness/openai-peer";

const idea = "An app to track parts and repairs";
const kept = { ...env() };
let peer: OpenAiPeer;
let ws: TestWorkspace;
let editor: Person;
let viewer: Person;

beforeAll(async () => {
  peer = await startOpenAiPeer();
  ws = await createWorkspace();
  editor = await addMember(ws, "editor");
  viewer = await addMember(ws, "viewer");
});
afterEach(async () => {
  await runsSettled();
  Object.assign(env(), kept, { OPENAI_API_KEY: undefined });
});
afterAll(() => peer.stop());

function withModel(behave: (asked: Asked, n: number) => PeerAnswer): void {
  peer.behave(behave);
  const model = { OPENAI_API_KEY: "sk-peer", OPENAI_BASE_URL: peer.url, OPENAI_MODEL: "peer-model" };
  Object.assign(env(), model, { OPENAI_CALL_SECONDS: 20, OPENAI_TOTAL_SECONDS: 40 });
}
/** The model's answer waits until it is let go. */
function heldModel(): () => void {
  let letGo = () => {};
  const until = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  withModel((asked, n) => {
    const answer = valid(asked, n);
    return typeof answer === "string" ? answer : { ...answer, until };
  });
  return letGo;
}

const post = (projectId: string, as: Person = editor, headers: Record<string, string> = {}) =>
  call<Run>(start, {
    as,
    method: "POST",
    path: `/api/v1/projects/${projectId}/runs?workspace=${ws.slug}`,
    params: { projectId },
    body: { idea },
    headers,
  });
const read = (runId: string, as: Person = viewer, workspace = ws) =>
  call<Run>(get, { as, path: `/api/v1/runs/${runId}?workspace=${workspace.slug}`, params: { runId } });
const cancel = (runId: string, as: Person = editor) =>
  call<Run>(cancelRoute, {
    as,
    method: "POST",
    path: `/api/v1/runs/${runId}/cancel?workspace=${ws.slug}`,
    params: { runId },
    body: {},
  });
/** Reads to the end of the stream. */
const follow = (runId: string, extra: { as?: Person; after?: string; headers?: Record<string, string> } = {}) =>
  call(stream, {
    as: extra.as ?? viewer,
    path: `/api/v1/runs/${runId}/events?workspace=${ws.slug}${extra.after ?? ""}`,
    params: { runId },
    ...(extra.headers ? { headers: extra.headers } : {}),
  });
const idsAndTypes = (text: string) =>
  [...text.matchAll(/^id: (\d+)\nevent: (\w+)$/gm)].map(([, id, type]) => `${id} ${type}`);

describe("a run", () => {
  it("answers at once, goes on by itself and ends in a build; its stream tells each stage", async () => {
    const projectId = await createProject(ws, "Offline");
    const started = await post(projectId);
    expect([started.status, started.json.data.status]).toEqual([202, "running"]);
    const told = await follow(started.json.data.id);
    expect(told.headers.get("content-type")).toMatch(/^text\/event-stream/);
    expect(told.headers.get("cache-control")).toMatch(/no-transform/);
    expect(idsAndTypes(told.text)).toEqual(["1 read", "2 compiling", "3 done"]);
    const run = (await read(started.json.data.id)).json.data;
    const lines = [...told.text.matchAll(/^data: (.+)$/gm)].map(([, json]) => JSON.parse(json ?? ""));
    expect(lines).toEqual(run.events);
    const done = run.events.at(-1);
    if (done?.type !== "done") throw new Error(`it ended with ${done?.type}`);
    const buildId = done.data.buildId;
    const built = await call<Build>(getBuild, {
      as: viewer,
      path: `/api/v1/builds/${buildId}?workspace=${ws.slug}`,
      params: { buildId },
    });
    expect(built.json.data).toMatchObject({ version: 1, projectId, idea, createdBy: expect.any(String) });
    expect(built.json.data.files.length).toBe(done.data.files);
  });

  it("outlives the request: others are served meanwhile, and who comes back reads on where they were", async () => {
    const letGo = heldModel();
    const projectId = await createProject(ws, "Reloaded");
    const { id } = (await post(projectId)).json.data;
    while (peer.asked.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    // No session of the database is held while the model thinks and a stream is open.
    const away = new AbortController();
    const open = await stream(
      new Request(new URL(`/api/v1/runs/${id}/events?workspace=${ws.slug}`, env().SITE_URL), {
        headers: { cookie: viewer.cookie },
        signal: away.signal,
      }),
      { params: Promise.resolve({ runId: id }) },
    );
    const reader = open.body?.getReader();
    let begun = "";
    while (!begun.includes("event: asking")) begun += new TextDecoder().decode((await reader?.read())?.value);
    const served = await call(listProjects, { as: viewer, path: `/api/v1/projects?workspace=${ws.slug}` });
    expect(served.status).toBe(200);
    away.abort();
    const newest = await call<Run[]>(list, {
      as: viewer,
      path: `/api/v1/projects/${projectId}/runs?workspace=${ws.slug}&limit=1`,
      params: { projectId },
    });
    expect(newest.json.data[0]).toMatchObject({ id, status: "running", idea });
    const again = follow(id, { headers: { "last-event-id": "2" } });
    letGo();
    expect(idsAndTypes((await again).text)).toEqual(["3 compiling", "4 done"]);
    expect(idsAndTypes((await follow(id, { after: "&after=3" })).text)).toEqual(["4 done"]);
  });

  it("says when the offline engine took over, and why", async () => {
    withModel(() => apiError(401, "invalid_api_key"));
    const { id } = (await post(await createProject(ws, "Fallback"))).json.data;
    expect(idsAndTypes((await follow(id)).text)).toEqual(["1 read", "2 asking", "3 fallback", "4 compiling", "5 done"]);
    const [, , fallback] = (await read(id)).json.data.events;
    expect(fallback?.data).toMatchObject({ code: "unauthorized", message: expect.stringMatching(/offline engine/) });
  });

  it("of a project is one at a time; the same Idempotency-Key is the same run", async () => {
    const letGo = heldModel();
    const projectId = await createProject(ws, "Twice");
    const first = await post(projectId, editor, { "idempotency-key": "run-once" });
    const second = await post(projectId);
    expect([second.status, second.json.code]).toEqual([409, "RUN_IN_PROGRESS"]);
    const replayed = await post(projectId, editor, { "idempotency-key": "run-once" });
    expect(replayed.json.data.id).toBe(first.json.data.id);
    letGo();
    await runsSettled();
    expect(peer.asked.length).toBe(1);
    expect((await post(projectId)).status).toBe(202);
  });

  it("keeps nothing for somebody who lost their place meanwhile, and says so", async () => {
    const letGo = heldModel();
    const leaver = await addMember(ws, "editor");
    const projectId = await createProject(ws, "Left");
    const { id } = (await post(projectId, leaver)).json.data;
    await asService((tx) =>
      tx.updateTable("workspace_members").set({ role: "viewer" }).where("user_id", "=", leaver.id).execute(),
    );
    letGo();
    await runsSettled();
    const run = (await read(id)).json.data;
    expect([run.status, run.events.at(-1)?.type]).toEqual(["failed", "failed"]);
    const rows = await asService((tx) =>
      tx.selectFrom("builds").select("id").where("project_id", "=", projectId).execute(),
    );
    expect(rows).toEqual([]);
    // The place among today's generations is free again.
    const held = await asService((tx) =>
      sql`select id from private.generation_holds where workspace_id = ${ws.id}`.execute(tx),
    );
    expect(held.rows).toEqual([]);
  });

  it("is stopped by an editor: the model is left alone, nothing is kept, and the project can be built again", async () => {
    withModel(() => "hang");
    const projectId = await createProject(ws, "Stopped");
    const { id } = (await post(projectId)).json.data;
    await expect.poll(() => peer.asked.length).toBe(1);
    expect((await cancel(id, viewer)).status).toBe(403);
    expect((await cancel(id, (await createWorkspace()).owner)).status).toBe(404);
    expect((await read(id)).json.data.status).toBe("running");
    const stopped = await cancel(id);
    expect([stopped.status, stopped.json.data.events.at(-1)?.data]).toEqual([
      200,
      expect.objectContaining({ code: "RUN_CANCELLED" }),
    ]);
    await runsSettled();
    expect(peer.givenUp()).toBe(1);
    expect((await cancel(id)).json.data).toEqual(stopped.json.data);
    const builds = () =>
      asService((tx) => tx.selectFrom("builds").select("id").where("project_id", "=", projectId).execute());
    expect(await builds()).toEqual([]);
    Object.assign(env(), { OPENAI_API_KEY: undefined });
    const again = (await post(projectId)).json.data.id;
    await runsSettled();
    expect((await cancel(again)).json.data.status).toBe("done");
    expect(await builds()).toHaveLength(1);
  });

  it("tells whoever started it how it ended, when it took so long that they may have left", async () => {
    const person = await addMember(ws, "editor");
    const projectId = await createProject(ws, "Slow");
    const ended = (seconds: number, runId: string) =>
      asService((tx) =>
        tellRunEnded(tx, {
          ...{ workspaceId: ws.id, projectId, runId, userId: person.id, title: "Gym v1 is built", body: "" },
          startedAt: new Date(Date.now() - seconds * 1000),
        }),
      );
    await ended(14, randomUUID());
    expect(await newsOf(person)).toEqual([]);
    const runId = randomUUID();
    await ended(16, runId);
    await ended(17, runId);
    expect((await newsOf(person)).map(({ type, title, href }) => [type, title, href])).toEqual([
      ["build.ready", "Gym v1 is built", `/${ws.slug}/projects/${projectId}`],
    ]);
  });

  it("whose process is gone reads as failed, and makes room for the next one", async () => {
    const projectId = await createProject(ws, "Lost");
    const { id } = await asService((tx) =>
      tx
        .insertInto("build_runs")
        .values({
          workspace_id: ws.id,
          project_id: projectId,
          idea,
          alive_at: sql<string>`now() - interval '2 minutes'`,
        })
        .returning("id")
        .executeTakeFirstOrThrow(),
    );
    expect((await read(id)).json.data).toMatchObject({ status: "failed", events: [{ data: { code: "RUN_LOST" } }] });
    expect(idsAndTypes((await follow(id)).text)).toEqual(["1 failed"]);
    expect((await post(projectId)).status).toBe(202);
    await runsSettled();
    expect((await read(id)).json.data.events.length).toBe(1);
  });

  it("refuses what is no idea before anything starts, viewers, strangers and forged places", async () => {
    const projectId = await createProject(ws, "Refused");
    expect((await post(projectId, viewer)).status).toBe(403);
    const bad = await call(start, {
      as: editor,
      method: "POST",
      path: `/api/v1/projects/${projectId}/runs?workspace=${ws.slug}`,
      params: { projectId },
      body: { idea: " " },
    });
    expect(bad.status).toBe(422);
    const { id } = (await post(projectId)).json.data;
    await runsSettled();
    const other = await createWorkspace();
    expect((await read(id, other.owner, other)).status).toBe(404);
    expect((await follow(id, { as: other.owner })).status).toBe(404);
    expect((await follow(id, { headers: { "last-event-id": "1; drop" } })).status).toBe(400);
    expect((await follow(id, { after: "&after=-1" })).status).toBe(422);
  });

  it("is followed a few times at once by one person, not without end", async () => {
    const letGo = heldModel();
    const { id } = (await post(await createProject(ws, "Many eyes"))).json.data;
    const many = Array.from({ length: 9 }, () => follow(id, { as: editor }));
    const refused = await Promise.any(many.map(async (one) => ((await one).status === 429 ? one : Promise.reject())));
    expect(refused.json.code).toBe("TOO_MANY_STREAMS");
    letGo();
    const statuses = (await Promise.all(many)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200).length).toBe(8);
  });
});
