import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ChatSession, ChatState, ChatStreamEvents } from "@/lib/features/conversation/chat.schema";
import { type AnswerPeer, startAnswerPeer } from "../harness/answer-peer";
import { demoCookie, freePort, type Server, spawnServer, untilReady } from "./harness";
import { createDatabase, database, keys, ownerCookie, withClient } from "./postgres";

const handbook = `The workshop opens at nine in the morning and closes at six in the evening.

A full service costs 120 euros and takes two days.`;
const question = "How much does a full service cost?";
/** Two calls of a model at once are more than the day has room for; one is not. */
const tokensPerDay = "1200";

const dir = mkdtempSync(join(tmpdir(), "atrium-answer-crash-"));
let peer: AnswerPeer;
beforeAll(async () => {
  peer = await startAnswerPeer();
});
afterAll(async () => {
  await peer.stop();
  rmSync(dir, { recursive: true, force: true });
});

type Mode = {
  env: Record<string, string>;
  signIn: (url: string) => Promise<string>;
  /** The database of a server that is not running. */
  query: <Row>(sql: string, values?: unknown[]) => Promise<Row[]>;
};
type Done = ChatStreamEvents["done"];

/** An assistant that knows the handbook and has one conversation a month. @returns its public key */
async function makeAssistant(url: string, cookie: string): Promise<string> {
  const ask = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const response = await fetch(`${url}/api/v1/${path}?workspace=juniper`, {
      method,
      headers: { cookie, origin: url, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const json = (await response.json()) as { success: boolean; data: T };
    if (!json.success) throw new Error(JSON.stringify(json));
    return json.data;
  };
  const { id, publicKey } = await ask<{ id: string; publicKey: string }>("POST", "assistants", { name: "Workshop" });
  await ask("PATCH", `assistants/${id}`, { monthlyConversations: 1 });
  const source = await ask<{ id: string }>("POST", `assistants/${id}/sources`, { kind: "text", text: handbook });
  await expect
    .poll(async () => (await ask<{ status: string }>("GET", `sources/${source.id}`)).status, { timeout: 60_000 })
    .toBe("ready");
  return publicKey;
}

/** Somebody on a website, who keeps their session over the crash. */
function visitorOf(url: string, key: string) {
  const post = (path: string, body: object, token?: string) =>
    fetch(`${url}/api/v1/chat/${key}/${path}`, {
      method: "POST",
      headers: {
        origin: url,
        "content-type": "application/json",
        ...(token ? { authorization: `Bearer ${token}` } : {}),
      },
      body: JSON.stringify(body),
    });
  let session: ChatSession | undefined;
  const open = async (): Promise<ChatSession> => {
    const response = await post("sessions", session ? { secret: session.secret } : {});
    session = ((await response.json()) as { data: ChatSession }).data;
    return session;
  };
  const say = (text: string, clientKey: string) => post("messages", { text, clientKey }, session?.token);
  return {
    open,
    /** Reads the answer until a piece of it is there. @returns the piece */
    sayUntilFirstPiece: async (text: string, clientKey: string): Promise<string> => {
      const reader = (await say(text, clientKey)).body?.pipeThrough(new TextDecoderStream()).getReader();
      let heard = "";
      for (;;) {
        const { value, done } = (await reader?.read()) ?? { done: true };
        heard += value ?? "";
        if (done) throw new Error(`the answer was over before it could be interrupted:\n${heard}`);
        const [piece] = eventsIn(heard, "delta");
        if (piece) return String(Reflect.get(piece, "text"));
      }
    },
    /** Waits for the whole answer. */
    say: async (text: string, clientKey: string): Promise<Done> => {
      const response = await say(text, clientKey);
      const heard = await response.text();
      const [done] = eventsIn(heard, "done");
      if (!done) throw new Error(`${response.status} without an answer: ${heard}`);
      return done as Done;
    },
  };
}

function eventsIn(stream: string, type: string): object[] {
  return stream.split("\n\n").flatMap((block) => {
    const data = /^data: (.*)$/m.exec(block)?.[1];
    return new RegExp(`^event: ${type}$`, "m").test(block) && data ? [JSON.parse(data) as object] : [];
  });
}

const texts = (state: ChatState | null) => state?.messages.map(({ role, text }) => [role, text]);

async function crash(mode: Mode): Promise<void> {
  const port = await freePort();
  const env = {
    SITE_URL: `http://localhost:${port}`,
    OPENAI_API_KEY: "sk-of-the-local-peer",
    OPENAI_BASE_URL: peer.url,
    ASSISTANT_EMBEDDINGS: "off",
    ASSISTANT_TOKENS_PER_DAY: tokensPerDay,
    ...mode.env,
  };
  const sentences = (id: string) =>
    `ANSWER A full service costs 120 euros [${id}]. A full service takes two days [${id}]. `.padEnd(
      220,
      "It takes two days. ",
    );
  // Six seconds from the first letter to the last; the first sentence is through after two.
  peer.behave({ everyMs: 200, text: ({ passages }) => sentences(passages[0]?.id ?? "") });
  const start = async (): Promise<Server> => {
    const server = spawnServer(port, env);
    await untilReady(server);
    return server;
  };

  let server = await start();
  const key = await makeAssistant(server.url, await mode.signIn(server.url));
  const visitor = visitorOf(server.url, key);
  await visitor.open();
  expect(await visitor.sayUntilFirstPiece(question, "question-1")).toContain("120 euros");
  await server.kill("SIGKILL");

  // The conversation counts once; what the dead answer held is held for a minute at most, and nothing is spent for good.
  const [left] = await mode.query<object>(
    `select (select count(*)::int from public.conversations c where c.assistant_id = a.id) as talks,
      (select u.used from public.conversation_usage u where u.scope = a.id) as counted,
      (select count(*)::int from private.ai_holds h where h.workspace_id = a.workspace_id) as holds,
      (select max(h.expires_at) < now() + interval '60 seconds' from private.ai_holds h where h.workspace_id = a.workspace_id) as brief,
      (select coalesce(sum(s.tokens), 0)::int from public.ai_spend s where s.workspace_id = a.workspace_id) as spent
    from public.assistants a where a.public_key = $1`,
    [key],
  );
  expect(left).toEqual({ talks: 1, counted: 1, holds: 1, brief: true, spent: 0 });
  // However long this machine takes to start again, the minute is not over.
  await mode.query("update private.ai_holds set expires_at = now() + interval '1 hour'");

  server = await start();
  try {
    // The question is there and no half answer.
    expect(texts((await visitor.open()).current)).toEqual([["visitor", question]]);
    // Sent again it is the same question; while the dead answer's hold stands, it is answered from the documents alone.
    const quoted = await visitor.say(question, "question-1");
    expect(quoted.message).toMatchObject({ status: "answered" });
    expect(quoted.message?.citations[0]?.quote).toContain("120 euros");
    expect(peer.asked).toHaveLength(1);
    const state = (await visitor.open()).current;
    expect(texts(state)).toEqual([
      ["visitor", question],
      ["assistant", quoted.message?.text],
    ]);
    expect(state?.conversation.id).toBe(quoted.conversation.id);
  } finally {
    await server.kill("SIGKILL");
  }

  // The minute is over.
  await mode.query("update private.ai_holds set expires_at = now()");
  peer.behave({
    text: ({ passages }) => `ANSWER It takes two days [${passages[0]?.id}].`,
    usage: { input: 500, cached: 0, output: 20 },
  });
  server = await start();
  try {
    await visitor.open();
    const again = await visitor.say("How long does a full service take?", "question-2");
    expect(peer.asked).toHaveLength(1);
    expect(again.message?.text).toContain("It takes two days. [1]");
  } finally {
    await server.kill("SIGTERM");
  }
  const [after] = await mode.query<object>(
    `select u.used as counted, (select count(*)::int from private.ai_holds h where h.workspace_id = a.workspace_id) as holds,
      (select sum(s.tokens)::int from public.ai_spend s where s.workspace_id = a.workspace_id) as spent
    from public.assistants a join public.conversation_usage u on u.scope = a.id where a.public_key = $1`,
    [key],
  );
  expect(after).toEqual({ counted: 1, holds: 0, spent: 520 });
}

describe("killed in the middle of an answer", () => {
  it("embedded: the conversation is whole, the question can be asked again, and neither month nor day has lost anything", async () => {
    const folder = join(dir, "data");
    const query: Mode["query"] = async (sql, values) => {
      const db = await PGlite.create(join(folder, "db"));
      try {
        return (await db.query(sql, values)).rows as never;
      } finally {
        await db.close();
      }
    };
    await crash({ env: { ATRIUM_DATA_DIR: folder }, signIn: demoCookie, query });
  }, 480_000);

  it.runIf(database !== undefined || process.env.CI === "true")(
    "postgres: the conversation is whole, the question can be asked again, and neither month nor day has lost anything",
    async () => {
      const url = await createDatabase();
      await crash({
        env: { ATRIUM_DATA_DIR: join(dir, "postgres"), DATABASE_URL: url, ...keys },
        signIn: () => ownerCookie(url),
        query: async (sql, values) =>
          await withClient(url, async (client) => (await client.query(sql, values)).rows as never),
      });
    },
    480_000,
  );
});
