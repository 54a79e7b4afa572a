import { beforeAll, describe, expect, it } from "vitest";
import { knowledgeRepository } from "@/lib/features/assistant/knowledge.repository";
import { chatRepository } from "@/lib/features/conversation/chat.repository";
import { rawDatabase } from "@/lib/platform/db/db";
import { asService } from "@/lib/platform/db/service-role";
import { createWorld, type Tenant } from "../factories/world";

// Row level security hides a query that forgot whom it is for. Here it is out of the way: what is left are the queries' own filters,
// which are all there is where the server works for a visitor in its own role.

let mine: Tenant;
let theirs: Tenant;
let corpusId: number;
let clientKey: string;

beforeAll(async () => {
  const world = await createWorld();
  [mine, theirs] = [world.a, world.b];
  const db = await rawDatabase();
  const corpus = db.selectFrom("corpora").select("id").where("assistant_id", "=", mine.assistantId);
  corpusId = (await corpus.executeTakeFirstOrThrow()).id;
  clientKey = `filters-${mine.id.slice(0, 8)}`;
  await db
    .insertInto("messages")
    .values({
      workspace_id: mine.id,
      assistant_id: mine.assistantId,
      conversation_id: mine.conversationId,
      role: "visitor",
      body: "And on Saturdays?",
      client_key: clientKey,
    })
    .execute();
});

const knowing = <T>(
  place: { workspaceId: string; assistantId: string },
  read: (known: ReturnType<typeof knowledgeRepository>) => Promise<T>,
): Promise<T> => asService((tx) => read(knowledgeRepository(tx, place)));

describe("what an assistant knows", () => {
  const terms = [{ term: "workshop", weight: 1, slot: 0 }];

  it("is read with both ids right", async () => {
    const own = { workspaceId: mine.id, assistantId: mine.assistantId };
    expect(await knowing(own, (known) => known.corpus())).toMatchObject({ id: corpusId, chunk_count: 1 });
    const passages = await knowing(own, (known) => known.rank(corpusId, 3, terms, { limit: 5 }));
    expect(passages.map((row) => row.document_id)).toEqual([mine.documentId]);
    expect((await knowing(own, (known) => known.curated())).map((row) => row.id)).toEqual([mine.curatedAnswerId]);
  });

  it.each([
    ["workspace", () => ({ workspaceId: theirs.id, assistantId: mine.assistantId })],
    ["assistant", () => ({ workspaceId: mine.id, assistantId: theirs.assistantId })],
  ])("is not read with another %s", async (_which, place) => {
    expect(await knowing(place(), (known) => known.corpus())).toBeUndefined();
    expect(await knowing(place(), (known) => known.rank(corpusId, 3, terms, { limit: 5 }))).toEqual([]);
    expect(await knowing(place(), (known) => known.curated())).toEqual([]);
  });
});

describe("what a visitor said", () => {
  type Chat = ReturnType<typeof chatRepository>;
  const own = () => ({ workspaceId: mine.id, assistantId: mine.assistantId, visitorId: mine.visitorId });
  const reads: [string, (chat: Chat) => Promise<unknown>][] = [
    ["the conversation", (chat) => chat.conversation(mine.conversationId)],
    ["the conversation, to change it", (chat) => chat.lockConversation(mine.conversationId)],
    ["the newest conversation", (chat) => chat.latest()],
    ["the visitor", (chat) => chat.lockVisitor()],
    ["the messages", async (chat) => (await chat.after(mine.conversationId, 0, 10))[0]],
    ["a message by its key", (chat) => chat.sentBefore(clientKey)],
    ["a message", (chat) => chat.message(mine.messageId)],
    ["the rating", async (chat) => (await chat.rate(mine.conversationId, 1, "")) || undefined],
    ["the thumb", async (chat) => (await chat.setFeedback(mine.messageId, -1)) || undefined],
  ];
  const chat = (place: ReturnType<typeof own>, work: (chat: Chat) => Promise<unknown>) =>
    asService((tx) => work(chatRepository(tx, place)));

  it.each(reads)("%s is theirs", async (_what, read) => {
    expect(await chat(own(), read)).toBeDefined();
  });

  it.each(reads)("%s is nobody else's: not another visitor's, assistant's or workspace's", async (_what, read) => {
    for (const other of [
      { visitorId: theirs.visitorId },
      { assistantId: theirs.assistantId },
      { workspaceId: theirs.id },
    ])
      expect([other, await chat({ ...own(), ...other }, read)]).toEqual([other, undefined]);
  });

  it("nobody else changes or forgets it", async () => {
    const db = await rawDatabase();
    const before = await db.selectFrom("conversations").selectAll().where("id", "=", mine.conversationId).execute();
    for (const other of [
      { visitorId: theirs.visitorId },
      { assistantId: theirs.assistantId },
      { workspaceId: theirs.id },
    ])
      await chat({ ...own(), ...other }, async (theirChat) => {
        await theirChat.setStatus(mine.conversationId, "resolved");
        await theirChat.setLanguage(mine.conversationId, "fr");
        if (other.visitorId === undefined) await theirChat.forget();
      });
    expect(await db.selectFrom("conversations").selectAll().where("id", "=", mine.conversationId).execute()).toEqual(
      before,
    );
  });
});
