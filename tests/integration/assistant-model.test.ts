import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { SignJWT } from "jose";
import { sql } from "kysely";
import { pino } from "pino";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { POST as askRoute } from "@/app/api/v1/assistants/[assistantId]/ask/route";
import { GET as statusRoute } from "@/app/api/v1/assistants/[assistantId]/model-status/route";
import { POST as send } from "@/app/api/v1/chat/[assistantKey]/messages/route";
import { GET as listMessages } from "@/app/api/v1/conversations/[conversationId]/messages/route";
import type { Trial } from "@/lib/features/assistant/assistant.schema";
import type { ModelStatus } from "@/lib/features/assistant/model-status.schema";
import type { Message } from "@/lib/features/conversation/conversation.schema";
import { rawDatabase } from "@/lib/platform/db/db";
import { asService } from "@/lib/platform/db/service-role";
import { env } from "@/lib/platform/env/env";
import { addDocument, createAssistant, type TestAssistant } from "../factories/assistants";
import { change, chatOf, type Guest, guest, say, staffedAssistant, write } from "../factories/chat";
import { createConversation } from "../factories/conversations";
import { createTeam, createWorkspace, type Person, type TestWorkspace } from "../factories/people";
import { type AnswerPeer, startAnswerPeer } from "../harness/answer-peer";
import { call } from "../harness/call";

const secret = "sk-very-secret-0123456789";
const handbook = `The workshop opens at nine in the morning and closes at six.

A full service costs 120 euros and takes two days.`;

let peer: AnswerPeer;
let ws: TestWorkspace;
let viewer: Person;
let assistant: TestAssistant;
let settings: ReturnType<typeof env>;
let logged: string[] = [];
const holder = globalThis as { __atriumEnv?: unknown; __atriumLog?: unknown };
const kept = holder.__atriumLog;

beforeAll(async () => {
  peer = await startAnswerPeer();
  settings = env();
  ({ ws, viewer } = await createTeam("viewer"));
  assistant = await createAssistant(ws.id);
  await addDocument(assistant, { title: "Handbook", body: handbook });
});
afterAll(async () => await peer.stop());
beforeEach(() => {
  configure({});
  logged = [];
  // Without the redaction of the real one: the key must not even get that far.
  const stream = new Writable({
    write(line, _encoding, done) {
      logged.push(String(line));
      done();
    },
  });
  holder.__atriumLog = pino({ level: "trace" }, stream);
});
afterEach(() => {
  holder.__atriumEnv = settings;
  holder.__atriumLog = kept;
});

function configure(more: Partial<ReturnType<typeof env>>): void {
  holder.__atriumEnv = {
    ...settings,
    OPENAI_API_KEY: secret,
    OPENAI_BASE_URL: peer.url,
    OPENAI_MODEL: "test-model",
    OPENAI_PRICES: { "test-model": { input: 1, output: 4, cached: 0.5 } },
    ...more,
  };
}

const good = {
  text: ({ passages }: { passages: { id: string }[] }) => `ANSWER It costs 120 euros. [${passages[0]?.id}]`,
};
let turn = 0;
/** A question of its own each time: what was answered before would be remembered. */
const question = () => `How much does a full service cost${" please".repeat(++turn)}?`;

const statusOf = async (as: Person = ws.owner, of = assistant) =>
  (
    await call<ModelStatus>(statusRoute, {
      as,
      path: `/api/v1/assistants/${of.id}/model-status?workspace=${ws.slug}`,
      params: { assistantId: of.id },
    })
  ).json.data;

/** Asks as a visitor's browser does, and notes when the first words come and when all is there. */
async function timed(visitor: Guest, text: string): Promise<{ firstMs: number; doneMs: number; text: string }> {
  const started = performance.now();
  const response = await send(
    new Request(new URL(`/api/v1/chat/${visitor.key}/messages`, env().SITE_URL), {
      method: "POST",
      headers: {
        origin: new URL(env().SITE_URL).origin,
        "content-type": "application/json",
        authorization: `Bearer ${visitor.as.secret}`,
      },
      body: JSON.stringify({ text, clientKey: crypto.randomUUID() }),
    }),
    { params: Promise.resolve({ assistantKey: visitor.key }) },
  );
  let heard = "";
  let firstMs = 0;
  const decoder = new TextDecoder();
  for await (const piece of response.body as unknown as AsyncIterable<Uint8Array>) {
    heard += decoder.decode(piece, { stream: true });
    if (firstMs === 0 && heard.includes("event: delta")) firstMs = performance.now() - started;
  }
  return { firstMs, doneMs: performance.now() - started, text: heard };
}

describe("a visitor's answer written by a model", () => {
  it("begins within 1.5 s and is whole within 3 s of a server that takes 0.8 s, and is stored with what it took", async () => {
    // The first answer of a process loads what the next ones have at hand.
    peer.behave(good);
    await say(await guest(assistant.key), question());
    peer.behave({ ...good, firstMs: 800 });
    const visitor = await guest(assistant.key);
    const { firstMs, doneMs, text } = await timed(visitor, question());
    expect(firstMs).toBeGreaterThan(700);
    expect(firstMs).toBeLessThan(1_500);
    expect(doneMs).toBeLessThan(3_000);
    expect(text).toContain("It costs 120 euros. [1]");
    const { rows } = await sql`select m.mode, m.model, m.prompt_tokens, m.cached_tokens, m.completion_tokens,
        m.cost_micro_usd::int as cost, m.fallback, m.first_ms > 700 as waited
      from public.messages m where m.assistant_id = ${assistant.id} and m.role = 'assistant' order by m.created_at desc limit 1`.execute(
      await rawDatabase(),
    );
    expect(rows).toEqual([
      {
        mode: "model",
        model: "test-model",
        prompt_tokens: 900,
        cached_tokens: 100,
        completion_tokens: 60,
        // 800 tokens at 1, 100 at 0.5, 60 at 4 dollars a million.
        cost: 1090,
        fallback: null,
        waited: true,
      },
    ]);
    expect(await statusOf()).toEqual({ model: "test-model", trouble: null });
  });
});

describe("when the model does not answer", () => {
  it.each([
    ["401", { status: 401 }, "unauthorized", "The AI service refused our key"],
    ["429", { status: 429 }, "rate_limited", "The AI service was too busy"],
    ["500", { status: 500 }, "server_error", "The AI service had a fault of its own"],
    ["silence", { firstMs: 20_000 }, "timeout", "The AI service took too long"],
    ["a cut", { ...good, halfway: "cut" }, "unreachable", "The AI service could not be reached"],
    ["no JSON", { ...good, halfway: "garbage" }, "empty", "The AI service sent nothing that could be read"],
  ] as const)(
    "%s: the visitor has a quoted answer in time, the owner the reason, nobody the key",
    async (_name, behaviour, code, reason) => {
      peer.behave(behaviour);
      const visitor = await guest(assistant.key);
      const { doneMs, text } = await timed(visitor, question());
      expect(doneMs).toBeLessThan(9_000);
      const { current } = await guest(assistant.key, { secret: visitor.secret });
      const reply = current?.messages[1];
      expect(reply).toMatchObject({ role: "assistant", status: "answered" });
      expect(reply?.citations[0]?.quote).toContain("120 euros");
      // The visitor is told nothing of it.
      expect(text).not.toContain(reason);
      expect(JSON.stringify(current)).not.toContain(code);

      const { model, trouble } = await statusOf();
      expect(model).toBe("test-model");
      expect(trouble).toMatchObject({ code, reason });
      expect(trouble?.quotedAnswers).toBeGreaterThan(0);
      expect(Math.abs(Date.now() - new Date(trouble?.at ?? 0).getTime())).toBeLessThan(30_000);
      const id = current?.conversation.id ?? "";
      const inbox = await call<Message[]>(listMessages, {
        as: ws.owner,
        path: `/api/v1/conversations/${id}/messages?workspace=${ws.slug}`,
        params: { conversationId: id },
      });
      expect(inbox.json.data[0]?.fallback).toEqual({ code, reason });
      const everything = [text, inbox.text, JSON.stringify(current), JSON.stringify(trouble), ...logged].join("\n");
      expect(everything).not.toContain(secret);
      expect(everything).not.toContain("peer says");
      expect(logged.length).toBeGreaterThan(0);
    },
    20_000,
  );

  it("the reason goes with the next answer that is written, with the setting, and with the key", async () => {
    peer.behave({ status: 401 });
    await say(await guest(assistant.key), question());
    expect((await statusOf(viewer)).trouble?.code).toBe("unauthorized");
    await change(assistant, { answer_mode: "extractive" });
    expect(await statusOf()).toEqual({ model: null, trouble: null });
    await change(assistant, { answer_mode: "auto" });
    configure({ OPENAI_API_KEY: undefined });
    expect(await statusOf()).toEqual({ model: null, trouble: null });
    configure({});
    peer.behave(good);
    await say(await guest(assistant.key), question());
    expect((await statusOf()).trouble).toBeNull();
  });

  it("a budget that is used up is told today, and no more tomorrow", async () => {
    const own = await createAssistant(ws.id);
    await addDocument(own, { title: "Handbook", body: handbook });
    const talk = await createConversation(own);
    const quotedAt = (at: string) =>
      asService((tx) =>
        sql`insert into public.messages (workspace_id, assistant_id, conversation_id, role, body, status, mode, fallback, created_at)
          values (${ws.id}, ${own.id}, ${talk.id}, 'assistant', 'Quoted', 'answered', 'extractive', 'budget', ${at}::timestamptz)`.execute(
          tx,
        ),
      );
    await quotedAt(new Date(Date.now() - 24 * 60 * 60_000).toISOString());
    expect((await statusOf(ws.owner, own)).trouble).toBeNull();
    configure({ ASSISTANT_TOKENS_PER_DAY: 1 });
    peer.behave(good);
    await say(await guest(own.key), question());
    expect((await statusOf(ws.owner, own)).trouble).toMatchObject({
      code: "budget",
      reason: "Today’s budget for the language model is used up",
    });
    expect(peer.asked).toHaveLength(0);
  });

  it("who tries the assistant out reads it at once, and strangers read nothing", async () => {
    peer.behave({ status: 401 });
    const trial = await call<Trial>(askRoute, {
      as: ws.owner,
      method: "POST",
      path: `/api/v1/assistants/${assistant.id}/ask?workspace=${ws.slug}`,
      params: { assistantId: assistant.id },
      body: { question: question() },
    });
    expect(trial.json.data).toMatchObject({ fallback: "unauthorized", answer: { mode: "extractive" } });
    const stranger = await createWorkspace();
    const answer = await call(statusRoute, {
      as: stranger.owner,
      path: `/api/v1/assistants/${assistant.id}/model-status?workspace=${stranger.slug}`,
      params: { assistantId: assistant.id },
    });
    expect(answer.status).toBe(404);
  });
});

it("a key in a file comes and goes while the server runs", async () => {
  const dir = mkdtempSync(join(tmpdir(), "atrium-key-"));
  const file = join(dir, "key");
  const wait = () => new Promise((resolve) => setTimeout(resolve, 2_100));
  try {
    writeFileSync(file, `${secret}\n`);
    configure({ OPENAI_API_KEY: undefined, OPENAI_API_KEY_FILE: file });
    peer.behave(good);
    const visitor = await guest(assistant.key);
    const first = await say(visitor, question());
    expect(first.message?.text).toBe("It costs 120 euros. [1]");
    expect(peer.asked[0]?.authorization).toBe(`Bearer ${secret}`);
    rmSync(file);
    await wait();
    peer.behave(good);
    const second = await say(visitor, question());
    expect(second.message?.status).toBe("answered");
    expect(second.message?.text).toContain("“A full service costs 120 euros");
    expect(peer.asked).toHaveLength(0);
    expect(await statusOf()).toEqual({ model: null, trouble: null });
    writeFileSync(file, secret);
    await wait();
    expect((await say(visitor, question())).message?.text).toBe("It costs 120 euros. [1]");
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}, 15_000);

describe("no call is made", () => {
  const scale = env().RATE_LIMIT_SCALE;
  const setScale = (value: number) => {
    Object.assign(env(), { RATE_LIMIT_SCALE: value });
    Reflect.deleteProperty(globalThis, "__atriumLimits");
  };
  afterEach(() => setScale(scale));

  it("for what is too long, forged, expired, or of another assistant", async () => {
    const other = await staffedAssistant();
    const visitor = await guest(assistant.key);
    peer.behave(good);
    const long = await write(visitor, { text: `How much does a full service cost? ${"x".repeat(4_000)}` });
    expect(long.status).toBe(413);
    const [head, payload = "", signature] = visitor.as.secret.split(".");
    const claims = JSON.parse(Buffer.from(payload, "base64url").toString()) as Record<string, unknown>;
    const turned = Buffer.from(JSON.stringify({ ...claims, exp: Number(claims.exp) + 9_999 })).toString("base64url");
    const forged = await write({ ...visitor, as: { secret: `${head}.${turned}.${signature}` } }, { text: question() });
    expect([forged.status, forged.json.code]).toEqual([401, "VISITOR_SESSION_INVALID"]);
    const { exp: _exp, iat: _iat, ...lasting } = claims;
    const old = await new SignJWT(lasting)
      .setProtectedHeader({ alg: "HS256" })
      .setExpirationTime("-1s")
      .sign(new TextEncoder().encode(env().APP_SECRET));
    const expired = await write({ ...visitor, as: { secret: old } }, { text: question() });
    expect([expired.status, expired.json.code]).toEqual([401, "VISITOR_SESSION_EXPIRED"]);
    const elsewhere = await write({ ...visitor, key: other.assistant.key }, { text: question() });
    expect([elsewhere.status, elsewhere.json.code]).toEqual([403, "VISITOR_SESSION_ELSEWHERE"]);
    expect(peer.asked).toHaveLength(0);
  });

  it("for a visitor who writes too fast, and for an address that does", async () => {
    const visitor = await guest(assistant.key);
    setScale(1);
    peer.behave({ status: 401 });
    const answers = [];
    for (let n = 0; n < 30; n++) answers.push(await write(visitor, { text: question() }));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(10);
    for (const { headers } of refused) expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
    expect(peer.asked).toHaveLength(20);

    setScale(1_000);
    const many = [];
    for (let n = 0; n < 20; n++) many.push(await guest(assistant.key));
    setScale(1);
    peer.behave({ status: 401 });
    const fromOneAddress = [];
    for (let n = 0; n < 200; n++)
      fromOneAddress.push((await write(many[n % many.length] as Guest, { text: question() })).status);
    expect(fromOneAddress.filter((status) => status === 200)).toHaveLength(120);
    expect(fromOneAddress.filter((status) => status === 429)).toHaveLength(80);
    expect(peer.asked).toHaveLength(120);
  }, 60_000);

  it("for a conversation that the month has no room for", async () => {
    const { assistant: own } = await staffedAssistant();
    await change(own, { monthly_conversations: 1 });
    peer.behave(good);
    const first = await guest(own.key);
    const { meta } = await say(first, "When does the workshop open?");
    expect((await chatOf(first, meta.conversationId)).status).toBe(200);
    peer.behave(good);
    const late = await write(await guest(own.key), { text: "When does the workshop open today?" });
    expect([late.status, late.json.code]).toEqual([429, "CONVERSATION_QUOTA_EXCEEDED"]);
    expect(peer.asked).toHaveLength(0);
  });
});
