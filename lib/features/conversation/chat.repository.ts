import "server-only";
import { sql } from "kysely";
import type { Answer, Citation, ModelUse } from "@/lib/features/assistant/answers/answer.schema";
import type { Tx } from "@/lib/platform/db/db";

/** Everything a chat touches belongs to one visitor of one assistant of one workspace; no query leaves one of them out. */
export type ChatPlace = { workspaceId: string; assistantId: string; visitorId: string };
type NewAnswer = {
  id: string;
  conversationId: string;
  replyTo: string;
  answer: Answer;
  status: Answer["status"];
  use: ModelUse;
  totalMs: number;
};

const conversationColumns = ["id", "status", "rating", "resolved_by", "language", "message_count"] as const;
const messageColumns = [
  "id",
  "conversation_id",
  "seq",
  "role",
  "body",
  "author_name",
  "status",
  "reply_to",
  "client_key",
  "feedback",
  "created_at",
] as const;

/** What one visitor reads and writes. Reads hold under row level security too (`asVisitor`); writes want the service's role. */
export function chatRepository(tx: Tx, place: ChatPlace) {
  return {
    ...visitorPart(tx, place),
    ...conversationPart(tx, place),
    ...messagePart(tx, place),
    ...answerPart(tx, place),
  };
}

function visitorPart(tx: Tx, { workspaceId, assistantId, visitorId }: ChatPlace) {
  return {
    /** Waits for whatever else this visitor is doing. Undefined once their data is gone. */
    lockVisitor: () =>
      tx
        .selectFrom("visitors")
        .select(["id", "language"])
        .where("workspace_id", "=", workspaceId)
        .where("assistant_id", "=", assistantId)
        .where("id", "=", visitorId)
        .forUpdate()
        .executeTakeFirst(),

    /** Everything: conversations, messages and leads go with the visitor. */
    async forget(): Promise<void> {
      await tx
        .deleteFrom("visitors")
        .where("workspace_id", "=", workspaceId)
        .where("assistant_id", "=", assistantId)
        .where("id", "=", visitorId)
        .execute();
    },
  };
}

function conversationPart(tx: Tx, { workspaceId, assistantId, visitorId }: ChatPlace) {
  const talks = () =>
    tx
      .selectFrom("conversations")
      .select(conversationColumns)
      .where("workspace_id", "=", workspaceId)
      .where("assistant_id", "=", assistantId)
      .where("visitor_id", "=", visitorId);
  const changeTalk = () =>
    tx
      .updateTable("conversations")
      .where("workspace_id", "=", workspaceId)
      .where("assistant_id", "=", assistantId)
      .where("visitor_id", "=", visitorId);
  return {
    conversation: (id: string) => talks().where("id", "=", id).executeTakeFirst(),
    lockConversation: (id: string) => talks().where("id", "=", id).forUpdate().executeTakeFirst(),

    /** The newest one. */
    latest: () => talks().orderBy("created_at", "desc").orderBy("id", "desc").limit(1).executeTakeFirst(),

    async begin(conversation: { page_url: string | null; language: string }) {
      const { id } = await tx
        .insertInto("conversations")
        .values({ workspace_id: workspaceId, assistant_id: assistantId, visitor_id: visitorId, ...conversation })
        .returning("id")
        .executeTakeFirstOrThrow();
      return id;
    },

    async setStatus(id: string, status: "waiting" | "resolved"): Promise<void> {
      const at = sql<string>`now()`;
      const stamps = status === "waiting" ? { handoff_at: at } : { resolved_at: at };
      await changeTalk()
        .set({ status, ...stamps })
        .where("id", "=", id)
        .execute();
    },

    async setLanguage(id: string, language: string): Promise<void> {
      await changeTalk().set({ language }).where("id", "=", id).execute();
    },

    async rate(id: string, rating: number, rating_comment: string): Promise<boolean> {
      const row = await changeTalk()
        .set({ rating, rating_comment })
        .where("id", "=", id)
        .returning("id")
        .executeTakeFirst();
      return row !== undefined;
    },
  };
}

function messagePart(tx: Tx, { workspaceId, assistantId, visitorId }: ChatPlace) {
  const messages = () =>
    tx
      .selectFrom("messages as m")
      .innerJoin("conversations as c", "c.id", "m.conversation_id")
      .select(messageColumns.map((name) => `m.${name}` as const))
      .where("m.workspace_id", "=", workspaceId)
      .where("m.assistant_id", "=", assistantId)
      .where("c.visitor_id", "=", visitorId);
  return {
    /** Oldest first, one more than `limit`. */
    after: (conversationId: string, seq: number, limit: number) =>
      messages()
        .where("m.conversation_id", "=", conversationId)
        .where("m.seq", ">", seq)
        .orderBy("m.seq")
        .limit(limit + 1)
        .execute(),

    /** The visitor's own message of that key, in whichever conversation. */
    sentBefore: (clientKey: string) =>
      messages().where("m.client_key", "=", clientKey).where("m.role", "=", "visitor").executeTakeFirst(),
    replyTo: (messageId: string) => messages().where("m.reply_to", "=", messageId).executeTakeFirst(),
    message: (id: string) => messages().where("m.id", "=", id).executeTakeFirst(),

    citations: async (messageIds: string[]) =>
      messageIds.length === 0
        ? []
        : await tx
            .selectFrom("message_citations")
            .select(["message_id", "ord", "document_id", "title", "url", "page", "heading", "quote"])
            .select(["start_at", "end_at"])
            .where("workspace_id", "=", workspaceId)
            .where("assistant_id", "=", assistantId)
            .where("message_id", "in", messageIds)
            .orderBy("message_id")
            .orderBy("ord")
            .execute(),

    async say(message: { conversationId: string; role: "visitor" | "system"; body: string; clientKey?: string }) {
      return await tx
        .insertInto("messages")
        .values({
          workspace_id: workspaceId,
          assistant_id: assistantId,
          conversation_id: message.conversationId,
          role: message.role,
          body: message.body,
          client_key: message.clientKey ?? null,
        })
        .returning(messageColumns)
        .executeTakeFirstOrThrow();
    },

    async setFeedback(messageId: string, feedback: 1 | -1 | null): Promise<boolean> {
      const { rows } = await sql<{ id: string }>`
        update public.messages m set feedback = ${feedback}::smallint
        from public.conversations c
        where m.id = ${messageId} and m.workspace_id = ${workspaceId} and m.assistant_id = ${assistantId} and m.role = 'assistant'
          and c.id = m.conversation_id and c.visitor_id = ${visitorId}
        returning m.id`.execute(tx);
      return rows.length > 0;
    },
  };
}

function answerPart(tx: Tx, { workspaceId, assistantId }: ChatPlace) {
  return {
    /** Undefined when the message has an answer already. What was written beforehand may have gone meanwhile. */
    async answer({ id, conversationId, replyTo, answer, status, use, totalMs }: NewAnswer) {
      return await tx
        .insertInto("messages")
        .values({
          id,
          workspace_id: workspaceId,
          assistant_id: assistantId,
          conversation_id: conversationId,
          role: "assistant",
          body: answer.text.slice(0, 16_000),
          reply_to: replyTo,
          status,
          mode: answer.mode,
          cached: answer.cached,
          confidence: answer.confidence,
          fallback: use.fallback,
          model: use.model,
          prompt_tokens: use.promptTokens,
          cached_tokens: use.cachedTokens,
          completion_tokens: use.completionTokens,
          cost_micro_usd: use.costMicroUsd,
          first_ms: use.firstMs,
          total_ms: totalMs,
          curated_id: sql<
            string | null
          >`(select k.id from public.curated_answers k where k.id = ${answer.curatedId}::uuid
            and k.workspace_id = ${workspaceId}::uuid and k.assistant_id = ${assistantId}::uuid)`,
        })
        .onConflict((conflict) => conflict.columns(["conversation_id", "reply_to"]).doNothing())
        .returning(messageColumns)
        .executeTakeFirst();
    },

    /** A document that was deleted while the answer was made is not cited. */
    async cite(messageId: string, citations: readonly Citation[]): Promise<void> {
      for (const { ord, documentId, title, url, page, heading, quote, startAt, endAt } of citations)
        await sql`insert into public.message_citations
            (message_id, ord, workspace_id, assistant_id, document_id, title, url, page, heading, quote, start_at, end_at)
          select ${messageId}, ${ord}::int, d.workspace_id, d.assistant_id, d.id, ${title}, ${url}, ${page}::int, ${heading},
            ${quote.slice(0, 4000)}, ${startAt}::int, ${endAt}::int
          from public.documents d where d.id = ${documentId} and d.workspace_id = ${workspaceId} and d.assistant_id = ${assistantId}
          for key share`.execute(tx);
    },

    /** One row a question, however often it is asked; asked again it is open again, unless somebody put it aside. */
    async countGap(key: string, question: string): Promise<void> {
      await sql`insert into public.gaps as g (workspace_id, assistant_id, key, question)
        values (${workspaceId}, ${assistantId}, ${key}, ${question})
        on conflict (assistant_id, key) do update set count = g.count + 1, last_at = now(),
          status = case when g.status = 'dismissed' then g.status else 'open' end`.execute(tx);
    },
  };
}

export type ChatRepository = ReturnType<typeof chatRepository>;
export type ChatConversationRow = NonNullable<Awaited<ReturnType<ChatRepository["conversation"]>>>;
export type ChatMessageRow = NonNullable<Awaited<ReturnType<ChatRepository["message"]>>>;
export type ChatCitationRow = Awaited<ReturnType<ChatRepository["citations"]>>[number];
