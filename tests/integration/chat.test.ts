import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { GET as follow } from "@/app/api/v1/chat/[assistantKey]/conversations/[conversationId]/events/route";
import { POST as send } from "@/app/api/v1/chat/[assistantKey]/messages/route";
import type { ChatState } from "@/lib/features/conversation/chat.schema";
import { announceChat } from "@/lib/features/conversation/services/chat-news";
import { rawDatabase } from "@/lib/platform/db/db";
import { asService } from "@/lib/platform/db/service-role";
import { env } from "@/lib/platform/env/env";
import { addDocument, createAssistant, type TestAssistant } from "../factories/assistants";
import {
  change,
  chatOf,
  deleteMe,
  type Guest,
  guest,
  handbook,
  lead,
  openSession,
  over,
  person,
  rowsOf,
  say,
  staffedAssistant,
  stars,
  thumb,
  write,
} from "../factories/chat";
import { newsOf } from "../factories/news";
import { addMember, createTeam, createWorkspace, type TestWorkspace } from "../factories/people";

let ws: TestWorkspace;
let assistant: TestAssistant;
beforeAll(async () => {
  ({ ws, assistant } = await staffedAssistant());
});

const setStatus = async (id: string, status: "human" | "resolved", by?: string) =>
  await asService((tx) =>
    sql`update public.conversations set status = ${status}, resolved_at = ${status === "resolved" ? sql`now()` : null},
      resolved_by = ${by ?? null} where id = ${id}`.execute(tx),
  );
const agentSays = async (id: string, body: string) => {
  await asService((tx) =>
    sql`insert into public.messages (workspace_id, assistant_id, conversation_id, role, body, author_name)
      select workspace_id, assistant_id, id, 'agent', ${body}, 'Mira' from public.conversations where id = ${id}`.execute(
      tx,
    ),
  );
  announceChat(id);
};
const typesOf = async (someone: Parameters<typeof newsOf>[0]) => (await newsOf(someone)).map(({ type }) => type);
const one = async <T>(query: ReturnType<typeof sql<T>>) => (await query.execute(await rawDatabase())).rows[0];

describe("an answer", () => {
  it("streams, quotes its document word for word, and is read back with its citations", async () => {
    const visitor = await guest(assistant.key);
    const { events, meta, message, conversation } = await say(visitor, "When does the workshop open?", {
      pageUrl: "https://shop.example/hours",
    });
    expect(events.map(({ type }) => type)).toEqual(["meta", "delta", "citation", "done"]);
    expect(message).toMatchObject({ id: meta.replyId, role: "assistant", status: "answered", replyTo: meta.messageId });
    const [citation] = message?.citations ?? [];
    expect(citation).toMatchObject({ ord: 1, title: "Handbook" });
    expect(handbook.slice(citation?.startAt, citation?.endAt)).toBe(citation?.quote);
    expect(conversation.status).toBe("bot");
    const read = (await chatOf(visitor, meta.conversationId)).json.data;
    expect(read.messages[1]).toEqual(message);
    expect((await chatOf(visitor, meta.conversationId, 1)).json.data.messages.map(({ seq }) => seq)).toEqual([2]);
    expect(
      await one(sql<{ page_url: string }>`select page_url from conversations where id = ${meta.conversationId}`),
    ).toEqual({ page_url: "https://shop.example/hours" });
  });

  it("goes on in the conversation that is open and remembers what was asked before", async () => {
    const visitor = await guest(assistant.key);
    const first = await say(visitor, "Can monthly plans be refunded?");
    const second = await say(visitor, "And for annual plans?");
    expect(second.meta.conversationId).toBe(first.meta.conversationId);
    expect(second.message?.text).toContain("Annual plans can be refunded within 30 days");
  });

  it("says that it does not know, cites nothing, and leaves one gap with a count", async () => {
    const visitor = await guest(assistant.key);
    for (const question of ["Do you sell submarines?", "do you  sell SUBMARINES"]) {
      const { message } = await say(visitor, question);
      expect(message).toMatchObject({ status: "unknown", citations: [] });
    }
    const gaps = await sql<{ question: string; count: number }>`
      select question, count from gaps where assistant_id = ${assistant.id}`.execute(await rawDatabase());
    expect(gaps.rows).toEqual([{ question: "Do you sell submarines?", count: 2 }]);
  });

  it("of an assistant without documents offers to leave an address, and is no error", async () => {
    const empty = await createAssistant((await createWorkspace()).id);
    const { message } = await say(await guest(empty.key), "When do you open?");
    expect(message).toMatchObject({ status: "no_documents", citations: [] });
  });

  it("uses what was added since, and never what was deleted", async () => {
    const { assistant: own } = await staffedAssistant();
    const visitor = await guest(own.key);
    expect((await say(visitor, "Do you repair typewriters?")).message?.status).toBe("unknown");
    const documentId = await addDocument(own, {
      title: "More",
      body: "We repair typewriters of every make for 30 euros.",
    });
    const { message, meta } = await say(visitor, "Do you repair typewriters?");
    expect(message?.text).toContain("typewriters of every make");
    await asService((tx) => sql`delete from public.documents where id = ${documentId}`.execute(tx));
    expect((await say(visitor, "Do you repair typewriters?")).message?.text).not.toContain("every make");
    const read = (await chatOf(visitor, meta.conversationId)).json.data.messages;
    expect(read.find(({ id }) => id === message?.id)?.citations).toEqual([]);
  });
});

describe("the same message twice", () => {
  it("is one message with one answer, also when both come at once", async () => {
    const visitor = await guest(assistant.key);
    const clientKey = randomUUID();
    const [a, b] = await Promise.all([1, 2].map(() => say(visitor, "When do you open?", { clientKey })));
    const c = await say(visitor, "When do you open?", { clientKey });
    for (const other of [b, c]) {
      expect(other?.meta.messageId).toBe(a?.meta.messageId);
      expect(other?.message?.id).toBe(a?.message?.id);
    }
    expect(c.events.map(({ type }) => type)).toContain("replace");
    expect((await chatOf(visitor, c.meta.conversationId)).json.data.messages).toHaveLength(2);
  });

  it("is answered now when the first attempt was cut off before its answer", async () => {
    const visitor = await guest(assistant.key);
    const clientKey = randomUUID();
    const { meta, message } = await say(visitor, "When do you open?", { clientKey });
    await asService((tx) => sql`delete from public.messages where id = ${message?.id}`.execute(tx));
    const again = await say(visitor, "When do you open?", { clientKey });
    expect(again.meta.messageId).toBe(meta.messageId);
    expect(again.message?.text).toBe(message?.text);
  });
});

it("an answer is stored although the visitor hangs up in the middle", async () => {
  const visitor = await guest(assistant.key);
  const path = `/api/v1/chat/${visitor.key}/messages`;
  const response = await send(
    new Request(new URL(path, env().SITE_URL), {
      method: "POST",
      headers: {
        origin: new URL(env().SITE_URL).origin,
        "content-type": "application/json",
        authorization: `Bearer ${visitor.as.secret}`,
      },
      body: JSON.stringify({ text: "When does the workshop open?", clientKey: randomUUID() }),
    }),
    { params: Promise.resolve({ assistantKey: visitor.key }) },
  );
  await response.body?.cancel();
  await vi.waitFor(async () => {
    const { current } = await guest(visitor.key, { secret: visitor.secret });
    expect(current?.messages.map(({ role }) => role)).toEqual(["visitor", "assistant"]);
  });
});

describe("a person", () => {
  it("is asked for with a visible note and a notice, also as the very first thing, and the assistant is silent", async () => {
    const team = await createTeam("editor", "viewer");
    const desk = await createAssistant(team.ws.id);
    const visitor = await guest(desk.key, { language: "de" });
    const asked = (await person(visitor)).json.data;
    expect(asked).toMatchObject({ outcome: "asked", state: { conversation: { status: "waiting" } } });
    const state = asked.outcome === "asked" ? asked.state : null;
    expect(state?.messages).toMatchObject([
      { role: "system", text: "Das Team weiß Bescheid. Jemand antwortet Ihnen hier." },
    ]);
    expect(await typesOf(team.editor)).toContain("conversation.handoff");
    expect(await typesOf(team.viewer)).not.toContain("conversation.handoff");
    const again = (await person(visitor)).json.data;
    expect(again.outcome === "asked" && again.state.messages).toHaveLength(1);
    const silent = await say(visitor, "Are you there?");
    expect([silent.meta.replyId, silent.message]).toEqual([null, null]);
    const id = state?.conversation.id ?? "";
    await setStatus(id, "human");
    await agentSays(id, "I am here.");
    expect((await say(visitor, "Thank you")).message).toBeNull();
    const { messages } = (await chatOf(visitor, id, 2)).json.data;
    expect(messages).toMatchObject([{ role: "agent", text: "I am here.", author: "Mira" }, { role: "visitor" }]);
  });

  it("is asked for in words, too; once it is over the next message begins anew", async () => {
    const visitor = await guest(assistant.key);
    const { message, conversation, notes, meta } = await say(visitor, "Can I talk to a human please?");
    expect(message?.status).toBe("handoff");
    expect(conversation.status).toBe("waiting");
    expect(notes).toMatchObject([{ role: "system" }]);
    const early = await stars(visitor, meta.conversationId, { rating: 5 });
    expect([early.status, early.json.code]).toEqual([409, "NOT_OVER"]);
    await setStatus(meta.conversationId, "resolved", ws.owner.id);
    const back = await guest(assistant.key, { secret: visitor.secret });
    expect(back.current?.conversation).toMatchObject({ id: meta.conversationId, status: "resolved" });
    const rated = await stars(visitor, meta.conversationId, { rating: 4, comment: "Quick" });
    expect(rated.json.data.conversation.rating).toBe(4);
    for (const rating of [0, 6, 1.5, "5"])
      expect((await stars(visitor, meta.conversationId, { rating })).status).toBe(422);
    const next = await say(visitor, "When do you open?", { conversationId: meta.conversationId });
    expect(next.meta.conversationId).not.toBe(meta.conversationId);
    expect(next.message?.status).toBe("answered");
  });

  it("cannot be asked for where that is switched off: the form is offered instead", async () => {
    const { assistant: own } = await staffedAssistant();
    await change(own, { handoff_enabled: false });
    const visitor = await guest(own.key);
    expect((await person(visitor)).json.data).toEqual({ outcome: "lead" });
    expect(await rowsOf("conversations", own)).toBe(0);
    const { message, conversation } = await say(visitor, "I want to talk to a human");
    expect([message?.status, conversation.status]).toEqual(["lead", "bot"]);
  });

  it("of a private project is one who sees it", async () => {
    const team = await createTeam("editor", "editor");
    const outsider = await addMember(team.ws, "editor");
    const { rows } = await asService((tx) =>
      sql<{ id: string }>`insert into public.projects (workspace_id, name, visibility, created_by)
        values (${team.ws.id}, 'Secret', 'private', ${team.editor.id}) returning id`.execute(tx),
    );
    const desk = await createAssistant(team.ws.id, { projectId: rows[0]?.id ?? "" });
    await person(await guest(desk.key));
    expect(await typesOf(team.editor)).toContain("conversation.handoff");
    expect(await typesOf(outsider)).not.toContain("conversation.handoff");
  });

  it("is heard at once by whoever follows, until the conversation is over", async () => {
    const visitor = await guest(assistant.key);
    const asked = (await person(visitor)).json.data;
    const id = asked.outcome === "asked" ? asked.state.conversation.id : "";
    const response = await follow(
      new Request(new URL(`/api/v1/chat/${visitor.key}/conversations/${id}/events?after=1`, env().SITE_URL), {
        headers: { authorization: `Bearer ${visitor.as.secret}` },
      }),
      { params: Promise.resolve({ assistantKey: visitor.key, conversationId: id }) },
    );
    const text = response.text();
    await agentSays(id, "Hello from Mira");
    await setStatus(id, "resolved", ws.owner.id);
    announceChat(id);
    expect(await text).toMatch(/id: 2\nevent: message\ndata: .*Hello from Mira/);
  });
});

describe("an address", () => {
  it("is stored with the consent as it was shown, told to editors, and one lead a day", async () => {
    const team = await createTeam("editor");
    const desk = await createAssistant(team.ws.id);
    const visitor = await guest(desk.key);
    const first = await lead(visitor, { email: "  Ada@Example.TEST ", name: "Ada", phone: "123", message: "Call me" });
    expect(first.json.data).toEqual({ stored: true });
    const second = await lead(await guest(desk.key), { email: "ada@example.test", message: "Or write" });
    expect(second.status).toBe(200);
    const { rows } = await sql`select email, name, phone, message, consent_text, consent_version,
      consented_at is not null as at from leads where assistant_id = ${desk.id}`.execute(await rawDatabase());
    expect(rows).toEqual([
      {
        email: "ada@example.test",
        name: "Ada",
        phone: "",
        message: "Or write",
        consent_text: "I agree that my details are stored so that you can reply to me.",
        consent_version: 1,
        at: true,
      },
    ]);
    expect((await typesOf(team.editor)).filter((type) => type === "lead.created")).toHaveLength(1);
  });

  it("is a lead of its own at each assistant of a workspace", async () => {
    const ws = await createWorkspace();
    const desks = [await createAssistant(ws.id), await createAssistant(ws.id)];
    for (const desk of desks)
      expect((await lead(await guest(desk.key), { email: "ada@example.test" })).status).toBe(200);
    for (const desk of desks) expect(await rowsOf("leads", desk)).toBe(1);
  });

  it("needs consent to the text that holds now, and a real address", async () => {
    const { assistant: own } = await staffedAssistant();
    const visitor = await guest(own.key);
    for (const email of ["", "x", "a@b", "a b@example.test"]) expect((await lead(visitor, { email })).status).toBe(422);
    expect((await lead(visitor, { email: "a@example.test", consent: false })).status).toBe(422);
    await change(own, { lead_consent: "Another text" });
    const old = await lead(visitor, { email: "a@example.test" });
    expect([old.status, old.json.code, old.json.details]).toEqual([
      409,
      "CONSENT_CHANGED",
      { consent: "Another text", consentVersion: 2 },
    ]);
    expect((await lead(visitor, { email: "a@example.test", consentVersion: 2 })).status).toBe(200);
    await change(own, { lead_enabled: false });
    expect((await lead(visitor, { email: "b@example.test", consentVersion: 2 })).json.code).toBe("LEADS_OFF");
    expect(await rowsOf("leads", own)).toBe(1);
  });

  it("of a program that fills every field is answered the same and not stored", async () => {
    const { assistant: own } = await staffedAssistant();
    const visitor = await guest(own.key);
    const { status, json } = await lead(visitor, { email: "bot@example.test", website: "https://spam.example" });
    expect([status, json.data]).toEqual([200, { stored: true }]);
    expect(await rowsOf("leads", own)).toBe(0);
  });
});

describe("the month's conversations", () => {
  const begin = async (own: TestAssistant): Promise<[Guest, Awaited<ReturnType<typeof write>>]> => {
    const visitor = await guest(own.key);
    return [visitor, await write(visitor, { text: "When do you open?" })];
  };

  it("end with a form and 429; an open conversation goes on; owners hear of 80 % and 100 % once", async () => {
    const { ws: place, assistant: own } = await staffedAssistant();
    await change(own, { monthly_conversations: 5 });
    const visitors: Guest[] = [];
    for (let n = 0; n < 5; n++) {
      const [visitor, answer] = await begin(own);
      expect(answer.status).toBe(200);
      visitors.push(visitor);
    }
    for (let n = 0; n < 2; n++) {
      const [visitor, refused] = await begin(own);
      expect([refused.status, refused.json.code, refused.json.details.lead]).toEqual([
        429,
        "CONVERSATION_QUOTA_EXCEEDED",
        true,
      ]);
      expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
      expect((await person(visitor)).json.code).toBe("CONVERSATION_QUOTA_EXCEEDED");
      expect((await lead(visitor, { email: `late-${n}@example.test` })).status).toBe(200);
    }
    expect(await rowsOf("conversations", own)).toBe(5);
    expect((await say(visitors[0] as Guest, "And on Saturdays?")).message).not.toBeNull();
    const types = (await typesOf(place.owner)).filter((type) => type.startsWith("assistant."));
    expect(types.sort()).toEqual(["assistant.quota_100", "assistant.quota_80"]);
    await asService((tx) =>
      sql`update public.conversation_usage set month = month - interval '1 month' where workspace_id = ${place.id}`.execute(
        tx,
      ),
    );
    expect((await begin(own))[1].status).toBe(200);
  });

  it("are counted for the whole workspace as well", async () => {
    const { ws: place, assistant: own } = await staffedAssistant();
    await asService((tx) =>
      sql`insert into public.conversation_usage (workspace_id, scope, month, used)
        values (${place.id}, ${place.id}, private.usage_month(), ${env().ASSISTANT_CONVERSATIONS_PER_MONTH - 1})`.execute(
        tx,
      ),
    );
    expect((await begin(own))[1].status).toBe(200);
    const [, refused] = await begin(own);
    expect([refused.status, refused.json.details.refusedBy]).toEqual([429, "workspace"]);
  });
});

it("a thumb is kept, changed and taken back", async () => {
  const visitor = await guest(assistant.key);
  const { message, meta } = await say(visitor, "When do you open?");
  for (const value of ["up", "down", null] as const) {
    expect((await thumb(visitor, message?.id ?? "", value)).json.data.thumb).toBe(value);
    const state: ChatState = (await chatOf(visitor, meta.conversationId)).json.data;
    expect(state.messages[1]?.thumb).toBe(value);
  }
  expect((await thumb(visitor, meta.messageId, "up")).status).toBe(404);
});

it("starting over puts the conversation away, and the next message begins a new one", async () => {
  const visitor = await guest(assistant.key);
  const { meta } = await say(visitor, "When do you open?");
  expect((await over(visitor)).status).toBe(200);
  expect((await over(visitor)).status).toBe(200);
  expect((await openSession(assistant.key, { secret: visitor.secret })).json.data.current).toBeNull();
  expect((await say(visitor, "When do you open?")).meta.conversationId).not.toBe(meta.conversationId);
});

it("a visitor's data is gone when they say so: nothing is left, and the session is over", async () => {
  const { assistant: own } = await staffedAssistant();
  const [visitor, other] = [await guest(own.key), await guest(own.key)];
  await say(visitor, "When do you open?");
  await say(other, "When do you open?");
  await lead(visitor, { email: "gone@example.test" });
  expect((await deleteMe(visitor)).status).toBe(200);
  expect(
    await Promise.all((["visitors", "conversations", "leads"] as const).map((table) => rowsOf(table, own))),
  ).toEqual([1, 1, 0]);
  expect((await write(visitor, { text: "Still here?" })).json.code).toBe("VISITOR_SESSION_INVALID");
  expect((await openSession(own.key, { secret: visitor.secret })).json.data.secret).not.toBe(visitor.secret);
});
