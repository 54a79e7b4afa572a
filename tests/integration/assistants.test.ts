import { beforeAll, describe, expect, it } from "vitest";
import { PATCH as change, DELETE as drop, GET as read } from "@/app/api/v1/assistants/[assistantId]/route";
import { POST as create, GET as list } from "@/app/api/v1/assistants/route";
import type { Assistant } from "@/lib/features/assistant/assistant.schema";
import { rawDatabase } from "@/lib/platform/db/db";
import { asService } from "@/lib/platform/db/service-role";
import { seedAssistant } from "../factories/assistants";
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
let admin: Person;
let editor: Person;
let viewer: Person;
beforeAll(async () => {
  ({ ws, admin, editor, viewer } = await createTeam("admin", "editor", "viewer"));
});

type Who = Person | { secret: string };
const at = (query = "") => `/api/v1/assistants?workspace=${ws.slug}${query}`;
const one = (assistantId: string) => ({
  path: `/api/v1/assistants/${assistantId}?workspace=${ws.slug}`,
  params: { assistantId },
});
const make = (as: Who, body: unknown) => call<Assistant>(create, { as, method: "POST", path: at(), body });
const edit = (as: Who, id: string, body: unknown) => call<Assistant>(change, { as, method: "PATCH", ...one(id), body });
const get = (as: Who, id: string) => call<Assistant>(read, { as, ...one(id) });
const remove = (as: Who, id: string) => call(drop, { as, method: "DELETE", ...one(id) });
const made = async (body: Record<string, unknown> = {}) => {
  const answer = await make(editor, { name: "Desk", ...body });
  expect(answer.status, answer.text).toBe(201);
  return answer.json.data;
};

describe("assistants", () => {
  it("are created by editors, seen by members, deleted by admins", async () => {
    const created = await made({ name: "  Front desk ", language: "de", greeting: "Hallo" });
    expect(created).toMatchObject({
      name: "Front desk",
      language: "de",
      greeting: "Hallo",
      project: null,
      enabled: true,
      allowedOrigins: [],
      thresholds: null,
      counts: { sources: 0, chunks: 0, conversationsThisMonth: 0 },
    });
    expect(created.publicKey).toMatch(/^[0-9a-f]{20}$/);
    expect((await get(viewer, created.id)).json.data).toEqual(created);
    expect((await make(viewer, { name: "Mine" })).status).toBe(403);
    expect((await edit(viewer, created.id, { name: "Mine" })).status).toBe(403);
    expect((await remove(editor, created.id)).status).toBe(403);
    expect((await remove(admin, created.id)).status).toBe(200);
    expect((await get(admin, created.id)).status).toBe(404);
    expect((await remove(admin, created.id)).status).toBe(404);
  });

  it("are of one workspace alone", async () => {
    const stranger = await createWorkspace();
    const { id } = await made();
    const path = `/api/v1/assistants/${id}?workspace=${stranger.slug}`;
    const params = { assistantId: id };
    expect((await call(read, { as: stranger.owner, path, params })).status).toBe(404);
    expect(
      (await call(change, { as: stranger.owner, method: "PATCH", path, params, body: { name: "x" } })).status,
    ).toBe(404);
    expect((await call(drop, { as: stranger.owner, method: "DELETE", path, params })).status).toBe(404);
    const theirs = await createProject(stranger);
    expect((await make(editor, { name: "x", projectId: theirs })).status).toBe(404);
    expect((await edit(editor, id, { projectId: theirs })).status).toBe(404);
  });

  it("change only what was asked for, and count what answers depend on", async () => {
    const { id } = await made({ greeting: "Hi" });
    const changed = await edit(editor, id, {
      color: "#AA3300",
      avatar: "👩‍💻",
      suggestedQuestions: ["When do you open?", "When do you open?"],
      thresholds: { low: 0.5, high: 0.9 },
      retentionDays: 30,
      monthlyConversations: 100,
    });
    expect(changed.status, changed.text).toBe(200);
    expect(changed.json.data).toMatchObject({
      greeting: "Hi",
      color: "#aa3300",
      avatar: "👩‍💻",
      suggestedQuestions: ["When do you open?"],
      thresholds: { low: 0.5, high: 0.9 },
      retentionDays: 30,
      monthlyConversations: 100,
      leadConsentVersion: 1,
    });
    const consented = await edit(editor, id, { leadConsent: "I agree.", thresholds: null, retentionDays: null });
    expect(consented.json.data).toMatchObject({
      leadConsentVersion: 2,
      thresholds: null,
      retentionDays: null,
      greeting: "Hi",
    });
    expect((await edit(editor, id, { leadConsent: "I agree." })).json.data.leadConsentVersion).toBe(2);
  });

  it("refuses what is not an origin, a colour, or a sane limit, and says which field", async () => {
    const { id } = await made();
    const good = await edit(editor, id, {
      allowedOrigins: ["HTTPS://Example.com/", "https://*.example.com", "https://example.com"],
    });
    expect(good.json.data.allowedOrigins).toEqual(["https://example.com", "https://*.example.com"]);
    for (const bad of [
      "*",
      "null",
      "example.com",
      "https://*.com",
      "https://example.com/x",
      "https://a.com;script-src",
    ]) {
      const answer = await edit(editor, id, { allowedOrigins: ["https://ok.example", bad] });
      expect([bad, answer.status]).toEqual([bad, 422]);
      expect(answer.json.details.fields).toHaveProperty(["allowedOrigins.1"]);
    }
    for (const body of [
      {},
      { color: "red" },
      { name: " " },
      { name: "x".repeat(81) },
      { avatar: "123456789" },
      { suggestedQuestions: Array.from({ length: 7 }, (_, n) => `Q${n}`) },
      { thresholds: { low: 0.9, high: 0.5 } },
      { thresholds: { low: -1, high: 0.5 } },
      { retentionDays: 0 },
      { monthlyConversations: 0 },
      { leadConsent: "" },
      { publicKey: "0".repeat(20) },
      { greeting: "a\u0000b" },
    ])
      expect([body, (await edit(editor, id, body)).status]).toEqual([body, 422]);
    expect((await get(editor, id)).json.data.allowedOrigins).toEqual(["https://example.com", "https://*.example.com"]);
  });

  it("count their sources, passages and the conversations of this month", async () => {
    const mine = await createWorkspace();
    const rows = await asService((tx) => seedAssistant(tx, mine.id, mine.owner.id));
    await (await rawDatabase())
      .insertInto("conversation_usage")
      .values({
        workspace_id: mine.id,
        scope: rows.assistantId,
        month: `${new Date().toISOString().slice(0, 7)}-01`,
        used: 3,
      })
      .execute();
    const answer = await call<Assistant[]>(list, { as: mine.owner, path: `/api/v1/assistants?workspace=${mine.slug}` });
    expect(answer.json.data).toMatchObject([{ counts: { sources: 1, chunks: 1, conversationsThisMonth: 3 } }]);
  });

  it("are paged newest first, searched by name and filtered by project", async () => {
    const team = await createTeam("editor");
    const projectId = await createProject(team.ws);
    const path = (query: string) => `/api/v1/assistants?workspace=${team.ws.slug}${query}`;
    const ids: string[] = [];
    for (let n = 0; n < 5; n++) {
      const body = { name: `Desk ${n} 100%`, projectId: n === 2 ? projectId : null };
      const answer = await call<Assistant>(create, { as: team.editor, method: "POST", path: path(""), body });
      ids.unshift(answer.json.data.id);
    }
    const found: string[] = [];
    let cursor: string | null = null;
    do {
      const query: string = `&limit=2${cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`}`;
      const answer = await call<Assistant[]>(list, { as: team.editor, path: path(query) });
      found.push(...answer.json.data.map((row) => row.id));
      cursor = answer.json.page?.nextCursor ?? null;
    } while (cursor !== null && found.length < 20);
    expect(found).toEqual(ids);
    const names = async (query: string) =>
      (await call<Assistant[]>(list, { as: team.editor, path: path(query) })).json.data.map((row) => row.name);
    expect(await names(`&projectId=${projectId}`)).toEqual(["Desk 2 100%"]);
    expect(await names("&q=desk%203")).toEqual(["Desk 3 100%"]);
    expect(await names("&q=1_0")).toEqual([]);
    expect((await call(list, { as: team.editor, path: path("&cursor=abc") })).status).toBe(400);
  });

  it("of a private project are for whoever sees the project", async () => {
    const projectId = await createProject(ws, "Secret");
    const { id } = await made({ projectId });
    expect((await get(viewer, id)).json.data.project).toEqual({ id: projectId, name: "Secret" });
    expect((await share({ ws, projectId }, ws.owner, { visibility: "private" })).status).toBe(200);
    expect((await get(viewer, id)).status).toBe(404);
    expect((await edit(editor, id, { name: "x" })).status).toBe(404);
    expect((await get(admin, id)).status).toBe(200);
    const seen = await call<Assistant[]>(list, { as: viewer, path: at("&limit=100") });
    expect(seen.json.data.map((row) => row.id)).not.toContain(id);
  });

  it("are read with an API key of that scope, not deleted", async () => {
    const key = await createKey(ws, ["assistants.read", "assistants.write"], "editor");
    const created = await make(key, { name: "By key" });
    expect(created.status, created.text).toBe(201);
    expect((await edit(key, created.json.data.id, { enabled: false })).json.data.enabled).toBe(false);
    expect((await remove(key, created.json.data.id)).status).toBe(403);
  });
});
