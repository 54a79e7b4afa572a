import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GET as exportUsage } from "@/app/api/v1/ai-usage/export/route";
import { GET as summarize } from "@/app/api/v1/ai-usage/summary/route";
import type { UsageSummary } from "@/lib/features/ai-usage/ai-usage.schema";
import { recordUsage } from "@/lib/features/ai-usage/services/record-usage";
import { now } from "@/lib/platform/clock/clock";
import { env } from "@/lib/platform/env/env";
import { addMember, createProject, createWorkspace, type Person, type TestWorkspace } from "../factories/people";
import { call } from "../harness/call";

const kept = { ...env() };
let ws: TestWorkspace;
let editor: Person;
let projectId: string;

beforeAll(async () => {
  Object.assign(env(), {
    OPENAI_API_KEY: "sk-test",
    OPENAI_MODEL: "dear",
    OPENAI_PRICES: { dear: { input: 1, output: 4 } },
  });
  ws = await createWorkspace();
  editor = await addMember(ws, "editor");
  projectId = await createProject(ws, "Library");
  await record("dear", editor, 0, 1_000, 100);
  await record("dear", ws.owner, 1, 500, 50);
  await record("=cmd()", editor, 1, 10, 10);
  // Before the days that the summary is about.
  await record("dear", editor, 31, 90_000, 90_000);
});
afterAll(() => {
  Object.assign(env(), kept);
});

async function record(model: string, who: Person, daysAgo: number, ...tokens: [number, number]) {
  const [promptTokens, completionTokens] = tokens;
  const at = new Date(now().getTime() - daysAgo * 86_400_000);
  const run = { workspaceId: ws.id, projectId, userId: who.id, runId: randomUUID(), model };
  await recordUsage(run, [{ outcome: "ok", promptTokens, completionTokens, durationMs: 5, at }]);
}

const read = (door: typeof summarize, name: string, as: Person, space = ws) =>
  call<UsageSummary>(door, { as, path: `/api/v1/ai-usage/${name}?workspace=${space.slug}` });

describe("the summary of what models cost", () => {
  it("adds up by day, model, project and person; what has no price adds tokens alone", async () => {
    const { status, json } = await read(summarize, "summary", ws.owner);
    expect(status).toBe(200);
    const { data } = json;
    expect(data.total).toEqual({ calls: 3, promptTokens: 1_510, completionTokens: 160, costMicroUsd: 2_100 });
    expect(data.days.length).toBe(30);
    expect(data.days.slice(-2)).toMatchObject([
      { calls: 2, costMicroUsd: 700 },
      { calls: 1, costMicroUsd: 1_400 },
    ]);
    expect(data.days[0]).toMatchObject({ calls: 0, costMicroUsd: null });
    expect(data.models).toMatchObject([
      { model: "dear", calls: 2, costMicroUsd: 2_100 },
      { model: "=cmd()", calls: 1, costMicroUsd: null },
    ]);
    expect(data.projects).toMatchObject([{ projectId, name: "Library", calls: 3 }]);
    expect(data.people).toMatchObject([
      { userId: editor.id, costMicroUsd: 1_400 },
      { userId: ws.owner.id, costMicroUsd: 700 },
    ]);
    expect(data.engine).toEqual({ model: "dear", isPriced: true });
  });

  it("is a file as well, which no spreadsheet runs", async () => {
    const file = await read(exportUsage, "export", ws.owner);
    expect(file.headers.get("content-type")).toContain("text/csv");
    const [head, ...lines] = file.text.trim().split("\r\n");
    expect(head).toMatch(/^createdAt,model,outcome,promptTokens/);
    expect(lines.length).toBe(3);
    expect(lines.every((line) => line.includes(projectId))).toBe(true);
    expect(lines.some((line) => line.includes(",'=cmd(),ok,10,10,,"))).toBe(true);
  });

  it("is for admins and owners of this workspace, and says when no model is set", async () => {
    const stranger = await createWorkspace();
    for (const [door, name] of [
      [summarize, "summary"],
      [exportUsage, "export"],
    ] as const) {
      expect((await read(door, name, editor)).status, name).toBe(403);
      expect((await read(door, name, stranger.owner)).status, name).toBe(404);
    }
    Object.assign(env(), { OPENAI_API_KEY: undefined });
    const answer = await read(summarize, "summary", stranger.owner, stranger);
    expect(answer.json.data).toMatchObject({ engine: null, total: { calls: 0, costMicroUsd: null }, models: [] });
  });
});
