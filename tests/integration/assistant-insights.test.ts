import { sql } from "kysely";
import { beforeAll, describe, expect, it } from "vitest";
import { GET as workspaceInsights } from "@/app/api/v1/assistant-insights/route";
import { GET as insightsRoute } from "@/app/api/v1/assistants/[assistantId]/insights/route";
import type { Insights } from "@/lib/features/assistant/insights.schema";
import { forgetConversations } from "@/lib/features/assistant/jobs/forget-conversations.handler";
import { rawDatabase } from "@/lib/platform/db/db";
import { createAssistant } from "../factories/assistants";
import {
  createKey,
  createProject,
  createTeam,
  createWorkspace,
  type Person,
  type TestWorkspace,
} from "../factories/people";
import { share } from "../factories/sharing";
import { call } from "../harness/call";

let ws: TestWorkspace;
let viewer: Person;
let desk: string;
let other: string;
const day = "2026-03-10";

type Talk = {
  assistantId: string;
  at?: string;
  /** By somebody of the workspace. */
  isTrial?: boolean;
  handoff?: boolean;
  rating?: number;
  answers: {
    status: string;
    mode?: string;
    cached?: boolean;
    ms?: number;
    feedback?: 1 | -1;
    cost?: number;
    agent?: boolean;
  }[];
};

let visitors = 0;
async function visitorOf(workspaceId: string, assistantId: string, seen = "2026-03-10"): Promise<string> {
  visitors += 1;
  const { rows } = await sql<{
    id: string;
  }>`insert into public.visitors (workspace_id, assistant_id, secret_hash, last_seen_at)
    values (${workspaceId}, ${assistantId}, sha256(convert_to(${`${assistantId} ${visitors}`}, 'utf8')), ${seen}::timestamptz) returning id`.execute(
    await rawDatabase(),
  );
  return rows[0]?.id ?? "";
}

async function talk({ assistantId, at = `${day}T10:00:00Z`, answers, ...options }: Talk): Promise<string> {
  const db = await rawDatabase();
  const visitorId = options.isTrial ? null : await visitorOf(ws.id, assistantId);
  const { rows } = await sql<{ id: string }>`
    insert into public.conversations (workspace_id, assistant_id, visitor_id, tried_by, created_at, handoff_at, rating)
    values (${ws.id}, ${assistantId}, ${visitorId}, ${options.isTrial ? ws.owner.id : null}, ${at}::timestamptz,
      ${options.handoff ? at : null}::timestamptz, ${options.rating ?? null}) returning id`.execute(db);
  const id = rows[0]?.id ?? "";
  for (const { status, mode = "extractive", cached = false, ms = 100, feedback, cost, agent } of answers) {
    await sql`insert into public.messages (workspace_id, assistant_id, conversation_id, role, body, created_at)
      values (${ws.id}, ${assistantId}, ${id}, 'visitor', 'Question', ${at}::timestamptz)`.execute(db);
    await sql`insert into public.messages (workspace_id, assistant_id, conversation_id, role, body, status, mode, cached, total_ms, first_ms,
        feedback, model, prompt_tokens, completion_tokens, cost_micro_usd, created_at)
      values (${ws.id}, ${assistantId}, ${id}, 'assistant', 'Answer', ${status}, ${mode}, ${cached}, ${ms}, ${ms / 2}, ${feedback ?? null},
        ${cost === undefined ? null : "fake-model"}, ${cost === undefined ? null : 100}, ${cost === undefined ? null : 20}, ${cost ?? null}, ${at}::timestamptz)`.execute(
      db,
    );
    if (agent)
      await sql`insert into public.messages (workspace_id, assistant_id, conversation_id, role, body, created_at)
        values (${ws.id}, ${assistantId}, ${id}, 'agent', 'I am a person', ${at}::timestamptz)`.execute(db);
  }
  return id;
}

const read = (assistantId: string, as: Person | { secret: string } = ws.owner, query = `&from=${day}&to=2026-03-11`) =>
  call<Insights>(insightsRoute, {
    as,
    path: `/api/v1/assistants/${assistantId}/insights?workspace=${ws.slug}${query}`,
    params: { assistantId },
  });
const readAll = (as: Person = ws.owner) =>
  call<Insights>(workspaceInsights, {
    as,
    path: `/api/v1/assistant-insights?workspace=${ws.slug}&from=${day}&to=2026-03-11`,
  });

beforeAll(async () => {
  ({ ws, viewer } = await createTeam("viewer"));
  desk = (await createAssistant(ws.id)).id;
  const projectId = await createProject(ws);
  other = (await createAssistant(ws.id, { name: "Other", projectId })).id;
  await talk({
    assistantId: desk,
    rating: 5,
    answers: [
      { status: "answered", ms: 100, feedback: 1 },
      { status: "unknown", ms: 200 },
    ],
  });
  await talk({ assistantId: desk, rating: 2, handoff: true, answers: [{ status: "answered", ms: 300, feedback: -1 }] });
  await talk({ assistantId: desk, answers: [{ status: "answered", ms: 400, cached: true, agent: true }] });
  await talk({
    assistantId: desk,
    at: "2026-03-11T23:59:59.999Z",
    answers: [{ status: "answered", mode: "model", ms: 1000, cost: 2500 }],
  });
  // Out of the days, and by a member: not counted.
  await talk({ assistantId: desk, at: "2026-03-12T00:00:00Z", answers: [{ status: "unknown" }] });
  await talk({ assistantId: desk, at: "2026-03-09T23:59:59.999Z", answers: [{ status: "unknown" }] });
  await talk({ assistantId: desk, isTrial: true, rating: 1, answers: [{ status: "unknown", feedback: -1, cost: 9 }] });
  await talk({ assistantId: other, answers: [{ status: "unknown", mode: "extractive" }] });
  const db = await rawDatabase();
  for (const [assistantId, question, count, status, at] of [
    [desk, "Rare?", 2, "open", day],
    [desk, "Often?", 9, "open", day],
    [desk, "Done?", 20, "dismissed", day],
    [desk, "Old?", 30, "open", "2026-03-01"],
    [other, "Other?", 5, "open", day],
  ] as const)
    await sql`insert into public.gaps (workspace_id, assistant_id, key, question, count, status, last_at)
      values (${ws.id}, ${assistantId}, ${question}, ${question}, ${count}, ${status}, ${at}::timestamptz)`.execute(db);
  await sql`insert into public.leads (workspace_id, assistant_id, email, consent_text, consent_version, created_at)
    values (${ws.id}, ${desk}, 'a@example.test', 'Yes', 1, ${day}::timestamptz)`.execute(db);
  await share({ ws, projectId }, ws.owner, { visibility: "private" });
});

describe("insights", () => {
  it("are the numbers of the rows", async () => {
    const answer = await read(desk);
    expect(answer.status, answer.text).toBe(200);
    expect(answer.json.data).toMatchObject({
      from: day,
      to: "2026-03-11",
      conversations: 4,
      messages: 11,
      // The first and the last one: in the second a person was asked for, in the third one wrote.
      resolvedWithoutPerson: 2,
      handoffs: 1,
      leads: 1,
      answers: 5,
      refusals: 1,
      cached: 1,
      statuses: [
        { status: "answered", count: 4 },
        { status: "unknown", count: 1 },
      ],
      modes: [
        { mode: "extractive", count: 4 },
        { mode: "model", count: 1 },
      ],
      thumbs: { up: 1, down: 1 },
      days: [
        { day, conversations: 3, answers: 4, refusals: 1 },
        { day: "2026-03-11", conversations: 1, answers: 1, refusals: 0 },
      ],
      model: {
        answers: 1,
        promptTokens: 100,
        completionTokens: 20,
        costMicroUsd: 2500,
        days: [{ day: "2026-03-11", answers: 1, promptTokens: 100, completionTokens: 20, costMicroUsd: 2500 }],
      },
    });
    const { totalMs, firstMs, ratings, gaps } = answer.json.data;
    // Of 100, 200, 300, 400, 1000.
    expect(totalMs.p50).toBe(300);
    expect(totalMs.p95).toBeCloseTo(880, 5);
    expect(firstMs.p50).toBe(150);
    expect(firstMs.p95).toBeCloseTo(440, 5);
    expect(ratings.map(({ count }) => count)).toEqual([0, 1, 0, 0, 1]);
    expect(gaps.map(({ question, count }) => [question, count])).toEqual([
      ["Often?", 9],
      ["Rare?", 2],
    ]);
  });

  it("of the workspace are those of the assistants the caller sees", async () => {
    const owner = await readAll();
    expect(owner.json.data).toMatchObject({ conversations: 5, refusals: 2, answers: 6 });
    expect(owner.json.data.gaps.map(({ question }) => question)).toEqual(["Often?", "Other?", "Rare?"]);
    const member = await readAll(viewer);
    expect(member.json.data).toMatchObject({ conversations: 4, refusals: 1, answers: 5 });
    expect(member.json.data.gaps.map(({ question }) => question)).toEqual(["Often?", "Rare?"]);
    expect((await read(other, viewer)).status).toBe(404);
    const stranger = await createWorkspace();
    const path = `/api/v1/assistants/${desk}/insights?workspace=${stranger.slug}`;
    expect((await call(insightsRoute, { as: stranger.owner, path, params: { assistantId: desk } })).status).toBe(404);
  });

  it("keep costs to those who may read them", async () => {
    expect((await read(desk, viewer)).json.data.model).toBeNull();
    const key = await createKey(ws, ["conversations.read"], "admin");
    const byKey = await read(desk, key);
    expect(byKey.status, byKey.text).toBe(200);
    expect(byKey.json.data).toMatchObject({ conversations: 4, model: null });
  });

  it("are of a sane number of days, thirty when none are named", async () => {
    const usual = await read(desk, ws.owner, "");
    expect(usual.json.data.days).toHaveLength(30);
    expect(usual.json.data.days.at(-1)?.day).toBe(usual.json.data.to);
    expect((await read(desk, ws.owner, "&from=2026-03-11&to=2026-03-10")).status).toBe(422);
    expect((await read(desk, ws.owner, "&from=2020-01-01&to=2026-03-10")).json.code).toBe("PERIOD_TOO_LONG");
    expect((await read(desk, ws.owner, "&from=2026-02-30")).status).toBe(422);
    expect((await read(desk, ws.owner, "&from=9999-12-31")).status).toBe(422);
    expect((await read(desk, ws.owner, "&to=0000-01-01")).status).toBe(422);
    expect((await read(desk, ws.owner, "&to=2000-01-01")).json.data.from).toBe("1999-12-03");
    expect((await read(desk, ws.owner, "&from=2999-12-31")).json.data.to).toBe("2999-12-31");
  });
});

describe("forgetting", () => {
  it("takes conversations past their days with their visitors, and leaves what is younger, unlimited or a lead's", async () => {
    const db = await rawDatabase();
    const mine = (await createAssistant(ws.id)).id;
    const kept = (await createAssistant(ws.id)).id;
    await sql`update public.assistants set retention_days = 30 where id = ${mine}`.execute(db);
    const age = async (id: string, days: number) => {
      await sql`update public.conversations set last_message_at = now() - make_interval(days => ${days}) where id = ${id}`.execute(
        db,
      );
      return id;
    };
    const answers = [{ status: "answered" }];
    const old = await age(await talk({ assistantId: mine, answers }), 31);
    const young = await age(await talk({ assistantId: mine, answers }), 29);
    const forever = await age(await talk({ assistantId: kept, answers }), 400);
    const lead = await visitorOf(ws.id, mine);
    await sql`insert into public.leads (workspace_id, assistant_id, visitor_id, email, consent_text, consent_version)
      values (${ws.id}, ${mine}, ${lead}, 'b@example.test', 'Yes', 1)`.execute(db);
    const gone = await visitorOf(ws.id, mine);
    const run = { jobId: "x", attempt: 1, signal: new AbortController().signal };
    await forgetConversations({}, run);
    await forgetConversations({}, run);
    const { rows } = await sql<{ id: string }>`
      select id from public.conversations where id = any (${[old, young, forever]}::uuid[])`.execute(db);
    expect(rows.map(({ id }) => id).sort()).toEqual([young, forever].sort());
    const left = await sql<{
      id: string;
    }>`select id from public.visitors where id = any (${[lead, gone]}::uuid[])`.execute(db);
    expect(left.rows.map(({ id }) => id)).toEqual([lead]);
    const messages = await sql`select 1 from public.messages where conversation_id = ${old}`.execute(db);
    expect(messages.rows).toEqual([]);
  });
});
