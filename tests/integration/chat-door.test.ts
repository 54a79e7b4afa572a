import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { POST as feedbackRoute } from "@/app/api/v1/chat/[assistantKey]/messages/[messageId]/feedback/route";
import { OPTIONS as ask, POST as send } from "@/app/api/v1/chat/[assistantKey]/messages/route";
import { rawDatabase } from "@/lib/platform/db/db";
import { env } from "@/lib/platform/env/env";
import type { TestAssistant } from "../factories/assistants";
import { change, chatOf, configOf, guest, openSession, rowsOf, say, staffedAssistant, write } from "../factories/chat";
import type { TestWorkspace } from "../factories/people";
import { call } from "../harness/call";

let ws: TestWorkspace;
let assistant: TestAssistant;
const shop = "https://shop.example";

beforeAll(async () => {
  ({ ws, assistant } = await staffedAssistant({ allowedOrigins: [shop, "https://*.good.com"] }));
});

const own = () => new URL(env().SITE_URL).origin;

describe("sessions", () => {
  it("begin with a secret of which only the hash is kept, and go on with it", async () => {
    const first = await guest(assistant.key, { language: "de", pageUrl: "https://shop.example/prices" });
    expect(first).toMatchObject({
      current: null,
      config: { name: "Desk", handoff: true, lead: { consentVersion: 1 } },
    });
    expect(new Date(first.expiresAt).getTime() - Date.now()).toBeLessThanOrEqual(15 * 60_000);
    const { rows } = await sql<{ row: string }>`select v::text as row from public.visitors v`.execute(
      await rawDatabase(),
    );
    expect(rows.some(({ row }) => row.includes(first.secret))).toBe(false);
    const { meta } = await say(first, "When do you open?");
    const again = await guest(assistant.key, { secret: first.secret });
    expect(again.secret).toBe(first.secret);
    expect(again.current?.conversation.id).toBe(meta.conversationId);
    expect(again.current?.messages.map(({ role }) => role)).toEqual(["visitor", "assistant"]);
  });

  it("begin anew for a secret nobody has, or that belongs to another assistant", async () => {
    const other = await staffedAssistant();
    const mine = await guest(assistant.key);
    await say(mine, "When do you open?");
    for (const key of [assistant.key, other.assistant.key]) {
      const secret = key === assistant.key ? "made-up" : mine.secret;
      const { json } = await openSession(key, { secret });
      expect(json.data.secret).not.toBe(secret);
      expect(json.data.current).toBeNull();
    }
  });

  it("do not exist for an assistant that is unknown, switched off or of a deleted workspace", async () => {
    const gone = await staffedAssistant();
    const visitor = await guest(gone.assistant.key);
    expect((await openSession("0".repeat(20))).status).toBe(404);
    expect((await configOf("0".repeat(20))).status).toBe(404);
    await change(gone.assistant, { enabled: false });
    expect(
      [await openSession(gone.assistant.key), await configOf(gone.assistant.key)].map(({ status }) => status),
    ).toEqual([404, 404]);
    expect((await write(visitor, { text: "Hello?" })).status).toBe(404);
    await change(gone.assistant, { enabled: true });
    expect((await configOf(gone.assistant.key)).status).toBe(200);
    await sql`update public.workspaces set deleted_at = now(), purge_at = now() + interval '30 days' where id = ${gone.ws.id}`.execute(
      await rawDatabase(),
    );
    expect((await configOf(gone.assistant.key)).status).toBe(404);
  });
});

describe("origins", () => {
  it("are echoed when they are allowed, and refused without a trace of permission when they are not", async () => {
    for (const origin of [shop, "https://www.good.com", "https://a.b.good.com"]) {
      const { status, headers } = await configOf(assistant.key, { origin });
      expect([status, headers.get("access-control-allow-origin"), headers.get("vary")], origin).toEqual([
        200,
        origin,
        "Origin",
      ]);
      expect(headers.get("access-control-allow-credentials")).toBeNull();
      expect((await openSession(assistant.key, {}, { origin })).headers.get("access-control-allow-origin")).toBe(
        origin,
      );
    }
    for (const origin of [
      "https://good.com",
      "https://good.com.evil.com",
      "https://shop.example.evil.com",
      "http://shop.example",
      "https://shop.example:8443",
      "null",
      "https://shop.example/",
    ]) {
      for (const answer of [
        await configOf(assistant.key, { origin }),
        await openSession(assistant.key, {}, { origin }),
      ]) {
        expect([answer.status, answer.json.code], origin).toEqual([403, "ORIGIN_NOT_ALLOWED"]);
        expect(answer.headers.get("access-control-allow-origin")).toBeNull();
        expect(answer.headers.get("vary")).toBe("Origin");
      }
    }
  });

  it("of our own pages always may ask, and with an empty list nobody else", async () => {
    const { assistant: closed } = await staffedAssistant();
    const { status, headers } = await configOf(closed.key, { origin: own() });
    expect([status, headers.get("access-control-allow-origin")]).toEqual([200, null]);
    expect((await configOf(closed.key, { origin: shop })).status).toBe(403);
  });

  it("are asked for beforehand by browsers, and what fails later can be read where the page may ask", async () => {
    const preflight = async (origin: string, key = assistant.key) =>
      await ask(new Request(`${own()}/api/v1/chat/${key}/messages`, { method: "OPTIONS", headers: { origin } }), {
        params: Promise.resolve({ assistantKey: key }),
      });
    const allowed = await preflight(shop);
    expect(allowed.status).toBe(204);
    expect(Object.fromEntries(allowed.headers)).toMatchObject({
      "access-control-allow-origin": shop,
      "access-control-allow-methods": "POST",
      "access-control-allow-headers": "authorization, content-type",
      vary: "Origin",
    });
    const refused = await preflight("https://evil.example");
    expect([refused.status, refused.headers.get("access-control-allow-origin")]).toEqual([403, null]);
    expect((await preflight(shop, "0".repeat(20))).status).toBe(404);
    const expired = await call(send, {
      as: { secret: "a.b.c" },
      method: "POST",
      path: `/api/v1/chat/${assistant.key}/messages`,
      params: { assistantKey: assistant.key },
      body: { text: "x", clientKey: "12345678" },
      headers: { origin: shop },
    });
    expect([expired.status, expired.headers.get("access-control-allow-origin")]).toEqual([401, shop]);
    const visitor = await guest(assistant.key);
    const foreign = await write(visitor, { text: "x" }, { origin: "https://evil.example" });
    expect([foreign.status, foreign.json.code]).toEqual([403, "ORIGIN_NOT_ALLOWED"]);
  });
});

describe("walls", () => {
  it("stand between visitors: neither reads, judges nor goes on with what the other said", async () => {
    const [mine, theirs] = [await guest(assistant.key), await guest(assistant.key)];
    const { meta, message } = await say(mine, "When do you open?");
    expect((await chatOf(theirs, meta.conversationId)).status).toBe(404);
    expect((await write(theirs, { text: "And then?", conversationId: meta.conversationId })).status).toBe(404);
    const judged = await call(feedbackRoute, {
      as: theirs.as,
      method: "POST",
      path: `/api/v1/chat/${theirs.key}/messages/${message?.id}/feedback`,
      params: { assistantKey: theirs.key, messageId: message?.id ?? "" },
      body: { thumb: "down" },
    });
    expect(judged.status).toBe(404);
    expect((await chatOf(mine, meta.conversationId)).json.data.messages[1]?.thumb).toBeNull();
  });

  it("stand between assistants: a session is good for one", async () => {
    const other = await staffedAssistant();
    const visitor = await guest(other.assistant.key);
    const answer = await write({ ...visitor, key: assistant.key }, { text: "Hello" });
    expect([answer.status, answer.json.code]).toEqual([403, "VISITOR_SESSION_ELSEWHERE"]);
    expect(ws.id).not.toBe(other.ws.id);
  });
});

describe("limits", () => {
  const scale = env().RATE_LIMIT_SCALE;
  const setScale = (value: number) => {
    Object.assign(env(), { RATE_LIMIT_SCALE: value });
    Reflect.deleteProperty(globalThis, "__atriumLimits");
  };
  afterEach(() => setScale(scale));

  it("stop a visitor at twenty messages a minute, with the seconds to wait and no answer made", async () => {
    const { assistant: busy } = await staffedAssistant();
    const visitor = await guest(busy.key);
    setScale(1);
    const answers = [];
    for (let n = 0; n < 30; n++) answers.push(await write(visitor, { text: `Question ${n}` }));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(20);
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(10);
    for (const { headers, json } of refused) {
      expect(json.code).toBe("RATE_LIMITED");
      expect(Number(headers.get("retry-after"))).toBeGreaterThan(0);
    }
    expect(await rowsOf("messages", busy)).toBe(40);
  });

  it("stop an address at 120 a minute, whoever asks from it", async () => {
    const { assistant: busy } = await staffedAssistant();
    setScale(1);
    const answers = [];
    for (let n = 0; n < 130; n++) answers.push((await write({ ...visitorless, key: busy.key }, { text: "x" })).status);
    expect(answers.filter((status) => status === 401)).toHaveLength(120);
    expect(answers.filter((status) => status === 429)).toHaveLength(10);
  });

  it("refuse what is too long, as a message and as a request", async () => {
    const visitor = await guest(assistant.key);
    const before = await rowsOf("messages", assistant);
    const long = await write(visitor, { text: "x".repeat(4001) });
    expect([long.status, long.json.code]).toEqual([413, "MESSAGE_TOO_LONG"]);
    expect((await write(visitor, { text: "x".repeat(70_000) })).json.code).toBe("PAYLOAD_TOO_LARGE");
    for (const body of [
      { text: "   " },
      { text: "x", clientKey: "short" },
      { text: "x", pageUrl: "javascript:alert(1)" },
    ])
      expect((await write(visitor, body)).status, JSON.stringify(body)).toBe(422);
    expect(await rowsOf("messages", assistant)).toBe(before);
    await say(visitor, "x".repeat(4000));
  });
});

const visitorless = { as: { secret: `a.b.${randomUUID()}` } } as never as Awaited<ReturnType<typeof guest>>;
