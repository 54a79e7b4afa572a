import { Writable } from "node:stream";
import { sql } from "kysely";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GET as workspaceInsights } from "@/app/api/v1/assistant-insights/route";
import { GET as exportAnswers } from "@/app/api/v1/assistants/[assistantId]/curated-answers/export/route";
import { POST as createAnswer, GET as listAnswers } from "@/app/api/v1/assistants/[assistantId]/curated-answers/route";
import { GET as listGaps } from "@/app/api/v1/assistants/[assistantId]/gaps/route";
import { GET as listConversations } from "@/app/api/v1/conversations/route";
import { GET as exportLeads } from "@/app/api/v1/leads/export/route";
import { GET as listLeads } from "@/app/api/v1/leads/route";
import { rawDatabase } from "@/lib/platform/db/db";
import type { RouteHandler } from "@/lib/platform/http/registry";
import { addDocument, createAssistant, type TestAssistant } from "../factories/assistants";
import { type Guest, guest, lead, over, write } from "../factories/chat";
import { createWorkspace, type TestWorkspace } from "../factories/people";
import { call } from "../harness/call";

/** Alike but for the place's name and the numbers, so that each contradicts the other. */
const handbook = (place: string, n: number) => `The office in ${place} opens at ${n} in the morning and closes at 1${n}.

A small service in ${place} costs 4${n} euros, a full service 12${n} euros. Ask the ${place} desk for a quote.

Refunds in ${place} are paid within 1${n} days to the card that was used.

Parking at the ${place} office is free for ${n} hours behind the building.`;
const topics = [
  "When does the office open",
  "How much is a full service",
  "How are refunds paid",
  "Is parking free",
  "When does the ofice close",
  "Do you deliver at night",
  "Do you sell submarines",
];
const perSide = 200;

type Side = { place: string; ws: TestWorkspace; assistant: TestAssistant };
const sides: Side[] = [];
const logged: { workspaceId?: string; line: string }[] = [];
const holder = globalThis as { __atriumLog?: unknown };
const kept = holder.__atriumLog;

beforeAll(async () => {
  const stream = new Writable({
    write(chunk, _encoding, done) {
      const line = String(chunk);
      logged.push({ ...(JSON.parse(line) as { workspaceId?: string }), line });
      done();
    },
  });
  holder.__atriumLog = pino({ level: "trace" }, stream);
  for (const [place, n] of [
    ["Arlandia", 7],
    ["Belmora", 8],
  ] as const) {
    const ws = await createWorkspace();
    const assistant = await createAssistant(ws.id, { name: "Desk" });
    await addDocument(assistant, { title: `Handbook of ${place}`, body: handbook(place, n) });
    for (const question of [`Do you deliver at nights to ${place}?`, `Do you deliver at nighttime to ${place}?`]) {
      const params = { assistantId: assistant.id };
      const path = `/api/v1/assistants/${assistant.id}/curated-answers?workspace=${ws.slug}`;
      const body = { question, wordings: ["Do you deliver at night, please"], answer: `In ${place} we do.` };
      const made = await call(createAnswer, { as: ws.owner, method: "POST", path, params, body });
      expect(made.status, made.text).toBe(201);
    }
    sides.push({ place, ws, assistant });
  }
}, 60_000);
afterAll(() => {
  holder.__atriumLog = kept;
});

const otherOf = (side: Side): Side => {
  const other = sides.find((one) => one !== side);
  if (!other) throw new Error("there are two sides");
  return other;
};

/** Everything a member of the workspace can read or take away about its assistants. */
async function filesOf({ ws, assistant }: Side): Promise<string> {
  const of = { assistantId: assistant.id };
  const at = (path: string, params?: Record<string, string>): [string, Record<string, string>?] =>
    params ? [`/api/v1/${path}?workspace=${ws.slug}`, params] : [`/api/v1/${path}?workspace=${ws.slug}`];
  const all: [RouteHandler, [string, Record<string, string>?]][] = [
    [exportAnswers, at(`assistants/${assistant.id}/curated-answers/export`, of)],
    [listAnswers, at(`assistants/${assistant.id}/curated-answers`, of)],
    [listGaps, at(`assistants/${assistant.id}/gaps`, of)],
    [exportLeads, at("leads/export")],
    [listLeads, at("leads")],
    [listConversations, at("conversations")],
    [workspaceInsights, at("assistant-insights")],
  ];
  const texts: string[] = [];
  for (const [handler, [path, params]] of all) {
    const answer = await call(handler, { as: ws.owner, path, ...(params ? { params } : {}) });
    expect(answer.status, `${path} ${answer.text}`).toBe(200);
    texts.push(answer.text);
  }
  return texts.join("\n");
}

describe("two workspaces with documents that contradict each other", () => {
  it(`${perSide} questions to each: no answer, citation, suggestion, file or log line of one has a word of the other`, async () => {
    const tally = { cited: 0, offered: 0, cached: 0, unknown: 0 };
    for (const side of sides) {
      const { place, assistant } = side;
      const { place: foreign, assistant: foreignAssistant } = otherOf(side);
      let visitor: Guest = await guest(assistant.key);
      for (let number = 0; number < perSide; number += 1) {
        // A question alone is remembered; every second one is asked again word for word, by both sides.
        if (number % 10 === 0) visitor = await guest(assistant.key);
        else await over(visitor);
        const text = `${topics[number % topics.length]}${number % 2 === 0 ? "" : ` ${"please ".repeat(number % 3)}${number % 13}`}?`;
        const answer = await write(visitor, { text });
        expect(answer.status, answer.text).toBe(200);
        expect(answer.text).not.toContain(foreign);
        expect(answer.text).not.toContain(foreignAssistant.id);
        tally.cited += Number(answer.text.includes("event: citation"));
        tally.offered += Number(/"suggestions":\["/.test(answer.text));
        tally.unknown += Number(answer.text.includes('"status":"unknown"'));
      }
      expect(
        (await lead(visitor, { email: `${place.toLowerCase()}@example.test`, message: `From ${place}` })).status,
      ).toBe(200);
    }
    const { rows } = await sql<{ cached: number }>`select count(*)::int as cached from public.messages
      where cached and workspace_id = any (${sides.map(({ ws }) => ws.id)}::uuid[])`.execute(await rawDatabase());
    tally.cached = rows[0]?.cached ?? 0;
    // A test in which nobody was answered, offered a choice or given a remembered answer would prove nothing.
    for (const [name, count] of Object.entries(tally)) expect([name, count > 20]).toEqual([name, true]);

    for (const side of sides) {
      const other = otherOf(side);
      const files = await filesOf(side);
      expect(files).toContain(side.place);
      expect(files).toContain(`${side.place.toLowerCase()}@example.test`);
      expect(files).not.toContain(other.place);
      expect(files).not.toContain(other.place.toLowerCase());
      expect(files).not.toContain(other.assistant.id);
    }
    // The log tells of requests, and nothing of what was asked, answered or left.
    expect(logged.length).toBeGreaterThan(perSide);
    const lines = logged.map(({ line }) => line).join("\n");
    for (const word of ["Arlandia", "Belmora", "arlandia", "belmora", "submarines", "full service", "example.test"])
      expect([word, lines.includes(word)]).toEqual([word, false]);
  }, 180_000);

  it("in the memory of answers each stands under its own", async () => {
    const { rows } = await sql<{ crossed: number; own: number }>`
      select count(*) filter (where r.answer::text like '%' || f.word || '%')::int as crossed,
        count(*) filter (where r.answer::text like '%' || o.word || '%')::int as own
      from public.remembered_answers r
      join (values (${sides[0]?.assistant.id}::uuid, ${sides[1]?.place}), (${sides[1]?.assistant.id}::uuid, ${sides[0]?.place})) as f (id, word)
        on f.id = r.assistant_id
      join (values (${sides[0]?.assistant.id}::uuid, ${sides[0]?.place}), (${sides[1]?.assistant.id}::uuid, ${sides[1]?.place})) as o (id, word)
        on o.id = r.assistant_id`.execute(await rawDatabase());
    expect(rows[0]?.crossed).toBe(0);
    expect(rows[0]?.own).toBeGreaterThan(5);
  });
});
