import { sql } from "kysely";
import { beforeAll, describe, expect, it } from "vitest";
import { PATCH as changeReply, DELETE as removeReply } from "@/app/api/v1/canned-replies/[cannedReplyId]/route";
import { POST as keepReply, GET as listReplies } from "@/app/api/v1/canned-replies/route";
import { GET as usage } from "@/app/api/v1/conversation-usage/route";
import { PATCH as change, GET as one, DELETE as remove } from "@/app/api/v1/leads/[leadId]/route";
import { GET as download } from "@/app/api/v1/leads/export/route";
import { GET as list } from "@/app/api/v1/leads/route";
import type { CannedReply } from "@/lib/features/canned-reply/canned-reply.schema";
import type { ConversationUsage } from "@/lib/features/conversation/conversation.schema";
import type { Lead } from "@/lib/features/lead/lead.schema";
import { exportLeads } from "@/lib/features/lead/services/export-leads";
import { rawDatabase } from "@/lib/platform/db/db";
import { asService } from "@/lib/platform/db/service-role";
import { createAssistant, type TestAssistant } from "../factories/assistants";
import { createConversation, createLead } from "../factories/conversations";
import { createKey, createProject, createTeam, type Person, type TestWorkspace } from "../factories/people";
import { call } from "../harness/call";

type Who = Person | { secret: string };
let ws: TestWorkspace;
let editor: Person;
let viewer: Person;
let admin: Person;
let desk: TestAssistant;
beforeAll(async () => {
  ({ ws, editor, viewer, admin } = await createTeam("editor", "viewer", "admin"));
  desk = await createAssistant(ws.id, { name: "=Desk" });
});

const listed = (as: Who, query = "") =>
  call<Lead[]>(list, { as, path: `/api/v1/leads?workspace=${ws.slug}&limit=100${query}` });
const ids = async (as: Who, query = "") => (await listed(as, query)).json.data.map((lead) => lead.id);
const at = (leadId: string) => ({ path: `/api/v1/leads/${leadId}?workspace=${ws.slug}`, params: { leadId } });
const edit = (as: Who, id: string, body: unknown) => call<Lead>(change, { as, method: "PATCH", ...at(id), body });
const drop = (as: Who, id: string) => call(remove, { as, method: "DELETE", ...at(id) });
const csv = (as: Who, slug: string, query = "") =>
  call(download, { as, path: `/api/v1/leads/export?workspace=${slug}${query}` });

/** RFC 4180, as a spreadsheet reads it. */
function parse(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const match of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    const [all, quoted, plain, end] = match;
    if (all === "") break;
    rows.at(-1)?.push(quoted === undefined ? (plain ?? "") : quoted.replaceAll('""', '"'));
    if (end === "\r\n") rows.push([]);
  }
  return rows.filter((row) => row.length > 0);
}

describe("leads", () => {
  it("are read by editors and filtered; viewers see none, and none of a private project reach who does not see it", async () => {
    const talk = await createConversation(desk);
    const ada = await createLead(desk, { email: "ada@example.test", name: "Ada", conversationId: talk.id });
    const other = await createLead(desk, { email: "bob@example.test", message: "100% sure" });
    const projectId = await createProject(ws);
    await asService((tx) => sql`update public.projects set visibility = 'private' where id = ${projectId}`.execute(tx));
    const hidden = await createLead(await createAssistant(ws.id, { projectId }), { email: "hidden@example.test" });
    expect(await ids(admin)).toEqual([hidden, other, ada]);
    expect(await ids(editor)).toEqual([other, ada]);
    expect((await listed(viewer)).status).toBe(403);
    expect((await call(one, { as: editor, ...at(hidden) })).status).toBe(404);
    expect((await edit(editor, hidden, { status: "won" })).status).toBe(404);
    expect(await ids(editor, "&q=ADA@")).toEqual([ada]);
    expect(await ids(editor, "&q=100%25")).toEqual([other]);
    expect(await ids(editor, "&status=won")).toEqual([]);
    expect(await ids(editor, `&from=${encodeURIComponent(new Date(Date.now() + 60_000).toISOString())}`)).toEqual([]);
    expect((await call<Lead>(one, { as: editor, ...at(ada) })).json.data).toMatchObject({
      conversationId: talk.id,
      consentText: "I agree.",
      consentVersion: 1,
      status: "new",
    });
    const key = await createKey(ws, ["leads.read"], "editor");
    expect((await listed(key)).status).toBe(200);
    expect((await edit(key, ada, { status: "won" })).status).toBe(403);
  });

  it("are moved on and noted by editors and deleted by admins; the log keeps no personal detail", async () => {
    const id = await createLead(desk, { email: "carol@example.test" });
    expect((await edit(editor, id, { status: "qualified", notes: "Likes tandems" })).json.data).toMatchObject({
      status: "qualified",
      notes: "Likes tandems",
    });
    expect((await edit(editor, id, {})).status).toBe(422);
    expect((await edit(editor, id, { status: "sold" })).status).toBe(422);
    expect((await drop(editor, id)).status).toBe(403);
    expect((await drop(admin, id)).status).toBe(200);
    expect((await drop(admin, id)).status).toBe(404);
    const rows = await (await rawDatabase())
      .selectFrom("audit_logs")
      .select("changes")
      .where("target_id", "=", id)
      .execute();
    expect(rows).toHaveLength(2);
    expect(JSON.stringify(rows)).not.toMatch(/carol|tandems/);
  });
});

describe("the CSV", () => {
  it("has all of 10,001 rows and every column, opens in a spreadsheet and runs nothing there", async () => {
    const { ws: own, admin: boss } = await createTeam("admin");
    const assistant = await createAssistant(own.id, { name: "=Desk" });
    await asService((tx) =>
      sql`insert into public.leads (workspace_id, assistant_id, email, name, phone, message, consent_text, consent_version, created_at)
        select ${own.id}, ${assistant.id}, 'lead' || i || '@example.test', case i when 1 then '=cmd|''/c calc''!A1' else 'Ää ' || i end,
          case i when 1 then '+49 30' else '' end, case i when 1 then E'"quoted", and\nnext line' else '@home' end, 'I agree.', 1,
          now() - make_interval(secs => i)
        from generate_series(1, 10001) as i`.execute(tx),
    );
    const answer = await csv(boss, own.slug);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    // Response.text() swallows the mark; the bytes have it.
    const stream = await asService((tx) => exportLeads(tx, own.id, { q: "lead1@" }));
    const bytes = await new Response(stream).arrayBuffer();
    expect([...new Uint8Array(bytes).slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const [head, ...rows] = parse(answer.text.replace(/^\uFEFF/, ""));
    expect(head).toEqual([
      ...["id", "createdAt", "status", "email", "name", "phone", "message", "notes", "assistantId", "assistantName"],
      ...["pageUrl", "conversationId", "consentText", "consentVersion", "consentedAt", "updatedAt"],
    ]);
    expect(rows).toHaveLength(10_001);
    expect(new Set(rows.map((row) => row[3])).size).toBe(10_001);
    expect(rows.every((row) => row.length === 16)).toBe(true);
    const [first, second] = rows;
    expect(first?.slice(3, 7)).toEqual([
      "lead1@example.test",
      "'=cmd|'/c calc'!A1",
      "'+49 30",
      '"quoted", and\nnext line',
    ]);
    expect(first?.[9]).toBe("'=Desk");
    expect(second?.slice(3, 7)).toEqual(["lead2@example.test", "Ää 2", "", "'@home"]);
  });

  it("follows the filters and is audited without what was searched for", async () => {
    const { ws: own, admin: boss } = await createTeam("admin");
    const assistant = await createAssistant(own.id);
    await createLead(assistant, { email: "one@example.test" });
    await createLead(assistant, { email: "two@example.test" });
    expect(parse((await csv(boss, own.slug, "&q=two@")).text)).toHaveLength(2);
    const [entry] = await (await rawDatabase())
      .selectFrom("audit_logs")
      .select("changes")
      .where("workspace_id", "=", own.id)
      .where("action", "=", "lead.exported")
      .execute();
    expect(entry?.changes).toEqual({ format: "csv", searched: true });
  });

  it("is refused without the right, and nothing leaks", async () => {
    await createLead(desk, { email: "private@example.test" });
    const key = await createKey(ws, ["leads.read"], "admin");
    for (const who of [editor, viewer, key]) {
      const answer = await csv(who, ws.slug);
      expect(answer.status).toBe(403);
      expect(answer.text).not.toContain("@example.test");
    }
    expect((await csv((await createTeam()).ws.owner, ws.slug)).status).toBe(404);
  });
});

describe("ready-made replies", () => {
  const path = () => `/api/v1/canned-replies?workspace=${ws.slug}`;
  const keep = (as: Who, body: unknown) => call<CannedReply>(keepReply, { as, method: "POST", path: path(), body });
  const spot = (id: string) => ({
    path: `/api/v1/canned-replies/${id}?workspace=${ws.slug}`,
    params: { cannedReplyId: id },
  });

  it("are kept once under a title, changed, found and deleted by editors, and read by everybody", async () => {
    const made = await keep(editor, { title: "Hours", body: "Nine to six." });
    expect(made.status, made.text).toBe(201);
    expect((await keep(editor, { title: "HOURS", body: "x" })).json.code).toBe("REPLY_TITLE_TAKEN");
    expect((await keep(viewer, { title: "Mine", body: "x" })).status).toBe(403);
    expect((await keep(editor, { title: "", body: "" })).status).toBe(422);
    const second = await keep(editor, { title: "Thanks", body: "Thank you." });
    const changed = await call<CannedReply>(changeReply, {
      as: editor,
      method: "PATCH",
      ...spot(second.json.data.id),
      body: { body: "Many thanks." },
    });
    expect(changed.json.data).toMatchObject({ title: "Thanks", body: "Many thanks." });
    const found = await call<CannedReply[]>(listReplies, { as: viewer, path: `${path()}&q=MANY` });
    expect(found.json.data.map((reply) => reply.title)).toEqual(["Thanks"]);
    const drop = (as: Who) => call(removeReply, { as, method: "DELETE", ...spot(made.json.data.id) });
    expect((await drop(viewer)).status).toBe(403);
    expect((await drop(editor)).status).toBe(200);
    expect((await drop(editor)).status).toBe(404);
  });
});

describe("what a month has left", () => {
  it("is counted for the workspace and for the assistants one sees", async () => {
    const { ws: own, viewer: reader } = await createTeam("viewer");
    const assistant = await createAssistant(own.id, { name: "Busy" });
    await createAssistant(own.id, { name: "Idle" });
    await asService(async (tx) => {
      await sql`update public.assistants set monthly_conversations = 50 where id = ${assistant.id}`.execute(tx);
      for (let count = 0; count < 3; count++)
        await sql`select * from private.admit_conversation(${own.id}, ${assistant.id}, null, null)`.execute(tx);
      // Another month does not count.
      await sql`insert into public.conversation_usage (workspace_id, scope, month, used) values (${own.id}, ${own.id}, '2020-01-01', 99)`.execute(
        tx,
      );
    });
    const { json } = await call<ConversationUsage>(usage, {
      as: reader,
      path: `/api/v1/conversation-usage?workspace=${own.slug}`,
    });
    expect(json.data).toMatchObject({ used: 3, assistants: [{ id: assistant.id, name: "Busy", used: 3, limit: 50 }] });
    expect(new Date(json.data.resetsAt).getTime()).toBeGreaterThan(Date.now());
  });
});
