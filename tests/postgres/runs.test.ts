import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { POST as start } from "@/app/api/v1/projects/[projectId]/runs/route";
import { runRepository } from "@/lib/features/build/run.repository";
import type { Run } from "@/lib/features/build/run.schema";
import { runsSettled } from "@/lib/features/build/services/carry-out-run";
import { rawDatabase } from "@/lib/platform/db/db";
import { asService } from "@/lib/platform/db/service-role";
import { env } from "@/lib/platform/env/env";
import { counted } from "../factories/generations";
import { createProject, createWorkspace, type TestWorkspace } from "../factories/people";
import { call } from "../harness/call";
import { type OpenAiPeer, startOpenAiPeer } from "../harness/openai-peer";

if (!process.env.DATABASE_URL) throw new Error("tests/postgres needs a real server; see races.test.ts");

const kept = { ...env() };
let peer: OpenAiPeer;
let ws: TestWorkspace;
beforeAll(async () => {
  peer = await startOpenAiPeer();
  ws = await createWorkspace();
  peer.behave(() => "hang");
  const model = { OPENAI_API_KEY: "sk-peer", OPENAI_BASE_URL: peer.url, OPENAI_MODEL: "peer-model" };
  Object.assign(env(), model, { OPENAI_CALL_SECONDS: 60, OPENAI_TOTAL_SECONDS: 60 });
});
afterAll(async () => {
  await peer.stop();
  Object.assign(env(), kept, { OPENAI_API_KEY: undefined });
});

describe("a run that is stopped through another process", () => {
  it("hangs up on the model within seconds, keeps nothing and gives its place back", async () => {
    const projectId = await createProject(ws);
    const started = await call<Run>(start, {
      as: ws.owner,
      method: "POST",
      path: `/api/v1/projects/${projectId}/runs?workspace=${ws.slug}`,
      params: { projectId },
      body: { idea: "An app to track parts and repairs" },
    });
    const { id } = started.json.data;
    await expect.poll(() => peer.asked.length, { timeout: 10_000, interval: 20 }).toBe(1);
    // What the route writes elsewhere. Only its word to the runs of its own process is missing here.
    const data = { code: "RUN_CANCELLED", message: "Stopped." };
    const stopped = performance.now();
    await asService((tx) => runRepository(tx, ws.id).append(id, { type: "failed", data, at: new Date() }, "failed"));
    expect(peer.givenUp()).toBe(0);
    await expect.poll(() => peer.givenUp(), { timeout: 9_000, interval: 20 }).toBe(1);
    expect(performance.now() - stopped).toBeLessThan(4_000);
    await runsSettled();
    const database = await rawDatabase();
    const builds = await database.selectFrom("builds").select("id").where("project_id", "=", projectId).execute();
    const run = await database.selectFrom("build_runs").select("events").where("id", "=", id).executeTakeFirst();
    expect([builds, (await counted(ws)).held]).toEqual([[], 0]);
    expect(run?.events).toMatchObject([{ type: "read" }, { type: "asking" }, { type: "failed", data }]);
  });
});
