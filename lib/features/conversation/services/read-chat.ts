import "server-only";
import type { Visitor } from "@/lib/platform/auth/visitor-token";
import { asVisitor, type RequestContext } from "@/lib/platform/db/db";
import { NotFoundError } from "@/lib/platform/errors/errors";
import type { StreamEvent } from "@/lib/platform/http/event-stream";
import { type ChatConversationRow, type ChatMessageRow, type ChatRepository, chatRepository } from "../chat.repository";
import type { ChatMessage, ChatState } from "../chat.schema";
import { toChatConversationDto, toChatMessageDto } from "../chat.serializer";

const messagesRead = 100;

/** A visitor's conversation from a message on. Opens a transaction of its own, as that visitor. @throws NotFoundError */
export async function readChat(
  visitor: Visitor,
  { conversationId, after }: { conversationId: string; after: number },
  context: RequestContext,
): Promise<ChatState> {
  return await asVisitor(visitor, { ...context, readOnly: true }, async (tx) => {
    const chat = chatRepository(tx, visitor);
    const conversation = await chat.conversation(conversationId);
    if (!conversation) throw new NotFoundError();
    return await readState(chat, conversation, after);
  });
}

export async function readState(
  chat: ChatRepository,
  conversation: ChatConversationRow,
  after: number,
): Promise<ChatState> {
  const rows = await chat.after(conversation.id, after, messagesRead);
  return {
    conversation: toChatConversationDto(conversation),
    messages: await withCitations(chat, rows.slice(0, messagesRead)),
    more: rows.length > messagesRead,
  };
}

export async function withCitations(chat: ChatRepository, rows: readonly ChatMessageRow[]): Promise<ChatMessage[]> {
  const answers = rows.filter((row) => row.role === "assistant").map((row) => row.id);
  const citations = await chat.citations(answers);
  return rows.map((row) => toChatMessageDto(row, citations));
}

/** One event a message, each with the conversation as it stands. A change of the conversation alone comes with the next message. */
export async function readChatEvents(
  visitor: Visitor,
  place: { conversationId: string; after: number },
  context: RequestContext,
): Promise<{ events: StreamEvent[]; ended: boolean }> {
  const { conversation, messages, more } = await readChat(visitor, place, context);
  return {
    events: messages.map((message) => ({ id: message.seq, type: "message", data: { message, conversation } })),
    ended: conversation.status === "resolved" && !more,
  };
}
