import "server-only";
import type { z } from "zod";
import { ConflictError } from "@/lib/platform/errors/errors";
import { conversationRepository, firstHandoff } from "../conversation.repository";
import type { replyBody } from "../conversation.schema";
import { inboxMessages } from "../inbox-messages.repository";
import { inboxWords } from "../inbox-words";
import { holdConversation, type InboxAsk, say } from "./inbox-status";

/**
 * Answers a visitor as the caller, who takes the conversation if nobody has it: from then on the assistant is silent. Sent again
 * with its key, a message is the same message.
 * @returns the message's id
 * @throws NotFoundError, ConflictError CONVERSATION_RESOLVED, CLIENT_KEY_USED
 */
export async function replyToVisitor(
  ask: InboxAsk,
  { conversationId, text, clientKey }: z.infer<typeof replyBody> & { conversationId: string },
): Promise<string> {
  const before = await holdConversation(ask, conversationId);
  const conversations = conversationRepository(ask.tx, ask.workspace.id);
  const messages = inboxMessages(ask.tx, ask.workspace.id);
  const earlier = await messages.byKey(conversationId, clientKey);
  if (earlier) {
    if (earlier.is_mine && earlier.body === text) return earlier.id;
    throw new ConflictError("CLIENT_KEY_USED", "Another message was sent with this key. Send this one with a new key.");
  }
  if (before.status === "resolved")
    throw new ConflictError("CONVERSATION_RESOLVED", "This conversation is over. Reopen it first.");
  if (before.status !== "human" || before.assigned_to === null) {
    if (await conversations.takeOver(conversationId)) {
      const name = ask.caller.kind === "user" ? ask.caller.displayName : "";
      if (before.assigned_to === null) await say(ask, before, inboxWords(before.language).joined(name));
    } else {
      // Given to somebody who has not answered yet: it stays theirs, and the assistant is silent all the same.
      await conversations.update(conversationId, { status: "human", handoff_at: firstHandoff });
    }
  }
  return await messages.insertReply(before, text, clientKey);
}
