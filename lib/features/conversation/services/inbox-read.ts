import "server-only";
import type { z } from "zod";
import type { Tx } from "@/lib/platform/db/db";
import { NotFoundError } from "@/lib/platform/errors/errors";
import { decodeCursor, pageOf } from "@/lib/platform/http/cursor";
import { type ConversationDetailRow, type ConversationRow, conversationRepository } from "../conversation.repository";
import type { listConversationsQuery, listMessagesQuery } from "../conversation.schema";
import { type CitationRow, inboxMessages, type MessageRow } from "../inbox-messages.repository";

/** Whatever was said last first. @throws BadRequestError for a forged cursor */
export async function listConversations(
  tx: Tx,
  workspaceId: string,
  { cursor, limit, ...filters }: z.infer<typeof listConversationsQuery>,
): Promise<{ rows: ConversationRow[]; nextCursor: string | null }> {
  const after = decodeCursor(cursor);
  const found = await conversationRepository(tx, workspaceId).list({ ...filters, limit, after });
  return pageOf(found, limit, (row) => ({ value: row.last_message_at, id: row.id }));
}

/** @throws NotFoundError */
export async function getConversation(tx: Tx, workspaceId: string, id: string): Promise<ConversationDetailRow> {
  const row = await conversationRepository(tx, workspaceId).find(id);
  if (!row) throw new NotFoundError();
  return row;
}

type Messages = { rows: MessageRow[]; citations: CitationRow[] };

/** Newest first, so that a page more is what was said before. @throws NotFoundError, BadRequestError for a forged cursor */
export async function listMessages(
  tx: Tx,
  workspaceId: string,
  { conversationId, cursor, limit }: z.infer<typeof listMessagesQuery> & { conversationId: string },
): Promise<Messages & { nextCursor: string | null }> {
  const before = decodeCursor(cursor, "integer");
  const messages = inboxMessages(tx, workspaceId);
  await getConversation(tx, workspaceId, conversationId);
  const found = await messages.list(conversationId, { limit, before: before && Number(before.value) });
  const page = pageOf(found, limit, (row) => ({ value: String(row.seq), id: row.id }));
  return { ...page, citations: await messages.citations(page.rows.map((row) => row.id)) };
}

/** One message with where it comes from. */
export async function getMessage(
  tx: Tx,
  workspaceId: string,
  { conversationId, messageId }: { conversationId: string; messageId: string },
): Promise<[MessageRow, CitationRow[]]> {
  const messages = inboxMessages(tx, workspaceId);
  return [await messages.get(conversationId, messageId), await messages.citations([messageId])];
}
