import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { beforeAll, describe, expect, it } from "vitest";
import { POST as assign } from "@/app/api/v1/conversations/[conversationId]/assign/route";
import { GET as events } from "@/app/api/v1/conversations/[conversationId]/events/route";
import { GET as listMessages, POST as send } from "@/app/api/v1/conversations/[conversationId]/messages/route";
import { POST as release } from "@/app/api/v1/conversations/[conversationId]/release/route";
import { POST as reopen } from "@/app/api/v1/conversations/[conversationId]/reopen/route";
import { POST as resolve } from "@/app/api/v1/conversations/[conversationId]/resolve/route";
import { GET as one, DELETE as remove } from "@/app/api/v1/conversations/[conversationId]/route";
import { POST as takeOver } from "@/app/api/v1/conversations/[conversationId]/take-over/route";
import { POST as mail } from "@/app/api/v1/conversations/[conversationId]/transcript/route";
import { GET as counts } from "@/app/api/v1/conversations/counts/route";
import { GET as list } from "@/app/api/v1/conversations/route";
import type {
  Conversation,
  ConversationCounts,
  ConversationDetail,
  Message,
} from "@/lib/features/conversation/conversation.schema";
import { rawDatabase } from "@/lib/platform/db/db";
import { asService } from "@/lib/platform/db/service-role";
import type { RouteHandler } from "@/lib/platform/http/registry";
import { createAssistant, seedAssistant, type TestAssistant } from "../factories/assistants";
import { createConversation, createLead } from "../factories/conversations";
import { newsOf } from "../factories/news";
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
  desk = await createAssistant(ws.id, { name: "Shop desk" });
});

const at = (id: string, rest = "", query = "") => ({
  path: `/api/v1/conversations/${id}${rest}?workspace=${ws.slug}${query}`,
  params: { conversationId: id },
});
const read = (as: Who, id: string) => call<ConversationDetail>(one, { as, ...at(id) });
const listed = async (as: Who, query = "") =>
  (await call<Conversation[]>(list, { as, path: `/api/v1/conversations?workspace=${ws.slug}&limit=100${query}` })).json
    .data;
const ids = async (as: Who, query = "") => (await listed(as, query)).map((item) => item.id);
const said = async (as: Who, id: string, query = "") =>
  await call<Message[]>(listMessages, { as, ...at(id, "/messages", query) });
const act =
  (handler: RouteHandler, rest: string) =>
  (as: Who, id: string, body: object = {}) =>
    call<ConversationDetail>(handler, { as, method: "POST", ...at(id, `/${rest}`), body });
const taken = act(takeOver, "take-over");
const released = act(release, "release");
const assigned = act(assign, "assign");
const resolved = act(resolve, "resolve");
const reopened = act(reopen, "reopen");
const mailed = act(mail, "transcript");
const answer = (as: Who, id: string, text: string, clientKey: string = randomUUID()) =>
  call<Message>(send, { as, method: "POST", ...at(id, "/messages"), body: { text, clientKey } });
const mailsTo = async (address: string) =>
  await (await rawDatabase())
    .selectFrom("private.mailbox")
    .select(["subject", "body_text as text", "body_html as html"])
    .where("recipient", "=", address)
    .execute();

describe("the list", () => {
  it("has whatever was said last first, in pages, without what was only tried out", async () => {
    const { ws: own, editor: person } = await createTeam("editor");
    const assistant = await createAssistant(own.id);
    const made: string[] = [];
    for (let index = 0; index < 5; index++)
      made.push((await createConversation(assistant, [["visitor", `Question ${index}`]])).id);
    await createConversation(assistant, undefined, { triedBy: person.id });
    const seen: string[] = [];
    let cursor = "";
    do {
      const page = await call<Conversation[]>(list, {
        as: person,
        path: `/api/v1/conversations?workspace=${own.slug}&limit=2${cursor && `&cursor=${cursor}`}`,
      });
      expect(page.status, page.text).toBe(200);
      seen.push(...page.json.data.map((item) => item.id));
      cursor = page.json.page?.nextCursor ?? "";
    } while (cursor !== "");
    expect(seen).toEqual(made.reverse());
  });

  it("is filtered by view, assistant, rating and what was said", async () => {
    const other = await createAssistant(ws.id, { name: "Other desk" });
    const waiting = await createConversation(desk, [["visitor", "Where is my 100% parcel_x?"]], { status: "waiting" });
    const mine = await createConversation(other, [["visitor", "Mine"]], { status: "human", assignedTo: editor.id });
    const over = await createConversation(other, [["visitor", "Over"]], { status: "resolved", assignedTo: editor.id });
    await asService((tx) => sql`update public.conversations set rating = 2 where id = ${over.id}`.execute(tx));
    expect(await ids(editor, "&view=waiting")).toContain(waiting.id);
    expect(await ids(editor, "&view=waiting")).not.toContain(mine.id);
    expect(await ids(editor, "&view=mine")).toEqual([mine.id]);
    expect(await ids(viewer, "&view=mine")).toEqual([]);
    expect(await ids(editor, "&view=unassigned")).toContain(waiting.id);
    expect(await ids(editor, "&view=unassigned")).not.toContain(mine.id);
    expect(await ids(editor, "&view=resolved")).toContain(over.id);
    expect((await ids(editor, `&assistantId=${other.id}`)).sort()).toEqual([mine.id, over.id].sort());
    expect(await ids(editor, "&rating=2")).toEqual([over.id]);
    expect(await ids(editor, "&q=100%25 PARCEL_x")).toEqual([waiting.id]);
    expect(await ids(editor, "&q=100_")).toEqual([]);
    const counted = await call<ConversationCounts>(counts, {
      as: editor,
      path: `/api/v1/conversations/counts?workspace=${ws.slug}`,
    });
    expect(counted.json.data).toMatchObject({ waiting: 1, mine: 1, unassigned: 1, human: 1 });
    expect(counted.json.data.lastMessageAt).not.toBeNull();
  });

  it("hides what a private project's assistant says from those who do not see the project", async () => {
    const projectId = await createProject(ws);
    await asService((tx) => sql`update public.projects set visibility = 'private' where id = ${projectId}`.execute(tx));
    const hidden = await createAssistant(ws.id, { name: "Hidden", projectId });
    const talk = await createConversation(hidden, [["visitor", "Secret"]], { status: "waiting" });
    expect(await ids(admin)).toContain(talk.id);
    expect(await ids(editor)).not.toContain(talk.id);
    expect((await read(editor, talk.id)).status).toBe(404);
    expect((await said(editor, talk.id)).status).toBe(404);
    expect((await answer(editor, talk.id, "Hello")).status).toBe(404);
    expect((await taken(editor, talk.id)).status).toBe(404);
    expect((await assigned(admin, talk.id, { userId: editor.id })).json.code).toBe("NOT_ASSIGNABLE");
  });
});

describe("what was said", () => {
  it("is paged backwards, with the passages an answer comes from", async () => {
    const seeded = await asService((tx) => seedAssistant(tx, ws.id, ws.owner.id));
    const page = await said(viewer, seeded.conversationId, "&limit=1");
    expect(page.json.data).toMatchObject([
      {
        seq: 2,
        role: "assistant",
        status: "answered",
        citations: [{ ord: 1, quote: "The workshop opens at nine.", startAt: 0 }],
      },
    ]);
    const earlier = await said(viewer, seeded.conversationId, `&limit=1&cursor=${page.json.page?.nextCursor}`);
    expect(earlier.json.data).toMatchObject([{ seq: 1, role: "visitor", body: "When do you open?", citations: [] }]);
    expect(earlier.json.page?.nextCursor).toBeNull();
    expect((await said(viewer, seeded.conversationId, "&cursor=x")).status).toBe(400);
  });

  it("is streamed from a message on, with how the conversation stands", async () => {
    const talk = await createConversation(desk, [
      ["visitor", "First"],
      ["assistant", "Second"],
    ]);
    const stream = await call(events, { as: viewer, ...at(talk.id, "/events", "&after=1&seconds=1") });
    expect(stream.headers.get("content-type")).toContain("text/event-stream");
    expect(stream.text).toContain("event: message");
    expect(stream.text).toContain("Second");
    expect(stream.text).not.toContain('"body":"First"');
    expect(stream.text.match(/event: conversation/g)).toHaveLength(1);
  });
});

describe("answering", () => {
  it("takes the conversation, tells the visitor who came, and is stored once however often it is sent", async () => {
    const talk = await createConversation(desk, [["visitor", "Hello?"]], { status: "waiting" });
    const key = randomUUID();
    const first = await answer(editor, talk.id, "Hi there", key);
    expect(first.status, first.text).toBe(201);
    expect(first.json.data).toMatchObject({ role: "agent", body: "Hi there", authorName: editor.name, isMine: true });
    expect((await answer(editor, talk.id, "Hi there", key)).json.data.id).toBe(first.json.data.id);
    expect((await answer(editor, talk.id, "Something else", key)).json.code).toBe("CLIENT_KEY_USED");
    const all = (await said(viewer, talk.id)).json.data.reverse();
    expect(all.map((message) => [message.seq, message.role])).toEqual([
      [1, "visitor"],
      [2, "system"],
      [3, "agent"],
    ]);
    expect(all[1]?.body).toBe(`${editor.name} has joined the conversation.`);
    expect((await read(viewer, talk.id)).json.data).toMatchObject({ status: "human", assignee: { id: editor.id } });
    // Somebody else may help; the conversation stays with its person.
    expect((await answer(admin, talk.id, "Me too")).status).toBe(201);
    expect((await read(viewer, talk.id)).json.data.assignee?.id).toBe(editor.id);
  });

  it("is for people who may: not for viewers, keys or a conversation that is over", async () => {
    const talk = await createConversation(desk);
    const key = await createKey(ws, ["conversations.read"], "editor");
    expect((await read(key, talk.id)).status).toBe(200);
    for (const who of [viewer, key]) {
      expect((await answer(who, talk.id, "No")).status).toBe(403);
      expect((await taken(who, talk.id)).status).toBe(403);
      expect((await resolved(who, talk.id)).status).toBe(403);
    }
    await resolved(editor, talk.id);
    expect((await answer(editor, talk.id, "Late")).json.code).toBe("CONVERSATION_RESOLVED");
    expect((await answer(editor, talk.id, " ")).status).toBe(422);
    expect((await answer(editor, talk.id, "x".repeat(4001))).status).toBe(422);
    expect((await said(editor, talk.id)).json.data.map((message) => message.role)).toEqual(["system", "visitor"]);
  });
});

describe("who has a conversation", () => {
  it("is whoever takes it over first; the next one is told who has it", async () => {
    const talk = await createConversation(desk);
    expect((await taken(editor, talk.id)).json.data).toMatchObject({ status: "human", assignee: { id: editor.id } });
    const second = await taken(admin, talk.id);
    expect([second.status, second.json.code]).toEqual([409, "ALREADY_TAKEN"]);
    expect(second.json.error).toContain(editor.name);
    expect((await taken(editor, talk.id)).status).toBe(200);
    expect((await said(editor, talk.id)).json.data.filter((message) => message.role === "system")).toHaveLength(1);
  });

  it("is given to people who may answer, who hear of it, and taken back", async () => {
    const talk = await createConversation(desk, [["visitor", "For you"]]);
    expect((await assigned(editor, talk.id, { userId: viewer.id })).json.code).toBe("NOT_ASSIGNABLE");
    const { ws: elsewhere } = await createTeam();
    expect((await assigned(editor, talk.id, { userId: elsewhere.owner.id })).json.code).toBe("NOT_ASSIGNABLE");
    expect((await assigned(editor, talk.id, { userId: admin.id })).json.data).toMatchObject({
      status: "human",
      assignee: { id: admin.id, name: admin.name },
    });
    const news = (await newsOf(admin)).filter((item) => item.type === "conversation.assigned");
    expect(news[0]).toMatchObject({ title: `${editor.name} gave you a conversation with Shop desk`, body: "For you" });
    await assigned(editor, talk.id, { userId: editor.id });
    expect((await newsOf(editor)).filter((item) => item.type === "conversation.assigned")).toEqual([]);
    expect((await assigned(editor, talk.id, { userId: null })).json.data).toMatchObject({
      status: "waiting",
      assignee: null,
    });
  });

  it("is the assistant again once it is released", async () => {
    const talk = await createConversation(desk, undefined, { status: "waiting" });
    await taken(editor, talk.id);
    expect((await released(editor, talk.id)).json.data).toMatchObject({ status: "bot", assignee: null });
    expect((await said(editor, talk.id)).json.data[0]?.body).toBe("The assistant answers again.");
  });
});

describe("the end", () => {
  it("is said once, stays, and is taken back by reopening alone", async () => {
    const talk = await createConversation(desk, [["visitor", "Danke"]], { status: "waiting" });
    await asService((tx) => sql`update public.conversations set language = 'de' where id = ${talk.id}`.execute(tx));
    const end = await resolved(editor, talk.id);
    expect(end.json.data).toMatchObject({ status: "resolved", resolvedBy: { id: editor.id } });
    expect((await resolved(admin, talk.id)).json.data.resolvedBy?.id).toBe(editor.id);
    expect((await said(editor, talk.id)).json.data.map((message) => message.body)).toEqual([
      "Dieses Gespräch wurde beendet.",
      "Danke",
    ]);
    expect((await taken(editor, talk.id)).json.code).toBe("CONVERSATION_RESOLVED");
    expect((await released(editor, talk.id)).json.code).toBe("CONVERSATION_RESOLVED");
    expect((await assigned(editor, talk.id, { userId: admin.id })).json.code).toBe("CONVERSATION_RESOLVED");
    expect((await reopened(admin, talk.id)).json.data).toMatchObject({
      status: "human",
      assignee: { id: admin.id },
      resolvedAt: null,
      resolvedBy: null,
    });
  });

  it("stands in the audit log without a word of what was said", async () => {
    const talk = await createConversation(desk, [["visitor", "My secret illness"]]);
    await taken(editor, talk.id);
    await resolved(editor, talk.id);
    const rows = await (await rawDatabase())
      .selectFrom("audit_logs")
      .select(["action", "changes"])
      .where("target_id", "=", talk.id)
      .orderBy("seq")
      .execute();
    expect(rows.map((row) => row.action)).toEqual(["conversation.updated", "conversation.updated"]);
    expect(JSON.stringify(rows)).not.toContain("illness");
  });

  it("of a deleted conversation takes what was said, and neither its lead nor its place in the month", async () => {
    const talk = await createConversation(desk, [["visitor", "Forget me"]]);
    const leadId = await createLead(desk, { conversationId: talk.id });
    await asService((tx) =>
      sql`insert into public.conversation_usage (workspace_id, scope, month, used)
        values (${ws.id}, ${desk.id}, private.usage_month(), 7) on conflict (scope, month) do update set used = 7`.execute(
        tx,
      ),
    );
    const del = (as: Person) => call(remove, { as, method: "DELETE", ...at(talk.id) });
    expect((await del(editor)).status).toBe(403);
    expect((await del(admin)).status).toBe(200);
    expect((await del(admin)).status).toBe(404);
    const db = await rawDatabase();
    expect(await db.selectFrom("messages").select("id").where("conversation_id", "=", talk.id).execute()).toEqual([]);
    expect(await db.selectFrom("leads").select("conversation_id").where("id", "=", leadId).executeTakeFirst()).toEqual({
      conversation_id: null,
    });
    expect(
      await db.selectFrom("conversation_usage").select("used").where("scope", "=", desk.id).executeTakeFirst(),
    ).toEqual({ used: 7 });
  });
});

describe("a transcript", () => {
  it("goes to the visitor when the conversation ends, escaped, and the log says so without the address", async () => {
    const address = `visitor-${randomUUID().slice(0, 8)}@example.test`;
    const talk = await createConversation(
      desk,
      [
        ["visitor", "<img src=x onerror=alert(1)>\nsecond line"],
        ["assistant", "At nine."],
      ],
      { email: address, name: "Ada <b>" },
    );
    const end = await resolved(editor, talk.id, { transcript: true });
    expect(end.status, end.text).toBe(200);
    const [sent, ...more] = await mailsTo(address);
    expect(more).toEqual([]);
    expect(sent?.subject).toBe("Your conversation with Shop desk");
    expect(sent?.html).not.toContain("<img");
    expect(sent?.html).not.toContain("<b>");
    expect(sent?.html).toContain("second line");
    expect(sent?.text.indexOf("onerror")).toBeLessThan(sent?.text.indexOf("At nine.") ?? 0);
    const [entry] = await (await rawDatabase())
      .selectFrom("audit_logs")
      .select(["changes"])
      .where("target_id", "=", talk.id)
      .where("action", "=", "conversation.transcript_sent")
      .execute();
    expect(entry?.changes).toEqual({ toVisitor: true });
  });

  it("needs an address, or one that is named, and does not end what it cannot mail", async () => {
    const talk = await createConversation(desk);
    const end = await resolved(editor, talk.id, { transcript: true });
    expect([end.status, end.json.code]).toEqual([422, "NO_ADDRESS"]);
    expect((await read(editor, talk.id)).json.data.status).toBe("bot");
    expect((await mailed(editor, talk.id, { email: "not an address" })).status).toBe(422);
    expect((await mailed(viewer, talk.id, { email: "a@example.test" })).status).toBe(403);
    const empty = await createConversation(desk, []);
    expect((await mailed(editor, empty.id, { email: "a@example.test" })).json.code).toBe("NOTHING_SAID");
  });

  it("is no way to flood an address", async () => {
    const address = `flood-${randomUUID().slice(0, 8)}@example.test`;
    const talk = await createConversation(desk);
    const answers: number[] = [];
    for (let index = 0; index < 6; index++) answers.push((await mailed(editor, talk.id, { email: address })).status);
    expect(answers).toEqual([200, 200, 200, 200, 200, 429]);
    expect(await mailsTo(address)).toHaveLength(5);
  });
});
