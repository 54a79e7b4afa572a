import "server-only";
import { sql } from "kysely";
import type { Tx } from "@/lib/platform/db/db";
import { me } from "./conversation.repository";

type Place = { id: string; assistant_id: string };

/** The staff's side of `messages` and `message_citations`. */
export function inboxMessages(tx: Tx, workspaceId: string) {
  const base = (conversationId: string) =>
    tx
      .selectFrom("messages as m")
      .where("m.workspace_id", "=", workspaceId)
      .where("m.conversation_id", "=", conversationId)
      .select(["m.id", "m.seq", "m.role", "m.body", "m.author_name", "m.client_key", "m.status", "m.mode"])
      .select(["m.confidence", "m.fallback", "m.feedback", "m.created_at"])
      .select(sql<boolean>`coalesce(m.author_id = ${me}, false)`.as("is_mine"));
  const placeOf = ({ id, assistant_id }: Place) => ({ workspace_id: workspaceId, assistant_id, conversation_id: id });
  return {
    /** Newest first, one more than `limit`. */
    list(conversationId: string, { limit, before }: { limit: number; before: number | undefined }) {
      let query = base(conversationId)
        .orderBy("m.seq", "desc")
        .limit(limit + 1);
      if (before !== undefined) query = query.where("m.seq", "<", before);
      return query.execute();
    },

    /** Oldest first. */
    after: (conversationId: string, seq: number, limit: number) =>
      base(conversationId).where("m.seq", ">", seq).orderBy("m.seq").limit(limit).execute(),

    byKey: (conversationId: string, clientKey: string) =>
      base(conversationId).where("m.client_key", "=", clientKey).executeTakeFirst(),

    get: (conversationId: string, id: string) => base(conversationId).where("m.id", "=", id).executeTakeFirstOrThrow(),

    async citations(messageIds: string[]) {
      if (messageIds.length === 0) return [];
      return await tx
        .selectFrom("message_citations")
        .select(["message_id", "ord", "document_id", "title", "url", "page", "heading", "quote", "start_at", "end_at"])
        .where("workspace_id", "=", workspaceId)
        .where("message_id", "in", messageIds)
        .orderBy("ord")
        .execute();
    },

    async insertReply({ id, assistant_id }: Place, body: string, clientKey: string): Promise<string> {
      const row = await tx
        .insertInto("messages")
        .values({ ...placeOf({ id, assistant_id }), role: "agent", body, client_key: clientKey })
        .returning("id")
        .executeTakeFirstOrThrow();
      return row.id;
    },

    /** Wants a transaction in `service_role`: people write as themselves. */
    async insertSystem(place: Place, body: string): Promise<void> {
      await tx
        .insertInto("messages")
        .values({ ...placeOf(place), role: "system", body })
        .execute();
    },
  };
}

export type InboxMessages = ReturnType<typeof inboxMessages>;
export type MessageRow = Awaited<ReturnType<InboxMessages["list"]>>[number];
export type CitationRow = Awaited<ReturnType<InboxMessages["citations"]>>[number];
