import "server-only";
import type { Visitor } from "@/lib/platform/auth/visitor-token";
import type { RequestContext } from "@/lib/platform/db/db";
import { asService } from "@/lib/platform/db/service-role";
import { ConflictError, NotFoundError } from "@/lib/platform/errors/errors";
import type { ChatState } from "../chat.schema";
import { enterRoom } from "./begin-chat";
import { announceChat } from "./chat-news";
import { readState, withCitations } from "./read-chat";

/** A visitor's thumb for an answer; null takes it back. @throws NotFoundError */
export async function judgeAnswer(
  visitor: Visitor,
  { messageId, thumb }: { messageId: string; thumb: "up" | "down" | null },
  context: RequestContext,
) {
  return await asService(async (tx) => {
    const { chat } = await enterRoom(tx, visitor);
    const value = thumb === null ? null : thumb === "up" ? 1 : -1;
    const row = (await chat.setFeedback(messageId, value)) ? await chat.message(messageId) : undefined;
    const [message] = row ? await withCitations(chat, [row]) : [];
    if (!message) throw new NotFoundError();
    return message;
  }, context);
}

/** How a visitor found a conversation that is over. @throws NotFoundError, ConflictError NOT_OVER */
export async function rateChat(
  visitor: Visitor,
  { conversationId, rating, comment }: { conversationId: string; rating: number; comment: string },
  context: RequestContext,
): Promise<ChatState> {
  return await asService(async (tx) => {
    const { chat } = await enterRoom(tx, visitor);
    const conversation = await chat.conversation(conversationId);
    if (!conversation) throw new NotFoundError();
    if (conversation.status !== "resolved")
      throw new ConflictError("NOT_OVER", "A conversation is rated once it is over.");
    await chat.rate(conversationId, rating, comment);
    return await readState(chat, { ...conversation, rating }, conversation.message_count);
  }, context);
}

/** The visitor puts the open conversation away; the next message begins a new one. Without one, nothing happens. */
export async function startOver(visitor: Visitor, context: RequestContext): Promise<void> {
  const closed = await asService(async (tx) => {
    const { chat } = await enterRoom(tx, visitor);
    const latest = await chat.latest();
    if (!latest || latest.status === "resolved") return null;
    await chat.setStatus(latest.id, "resolved");
    return latest.id;
  }, context);
  if (closed !== null) announceChat(closed);
}

/** Deletes the visitor with everything they said and left. @throws UnauthorizedError when it was done before */
export async function forgetVisitor(visitor: Visitor, context: RequestContext): Promise<void> {
  await asService(async (tx) => {
    const { chat } = await enterRoom(tx, visitor);
    await chat.forget();
  }, context);
}
