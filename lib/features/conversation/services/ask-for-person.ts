import "server-only";
import type { z } from "zod";
import type { Visitor } from "@/lib/platform/auth/visitor-token";
import type { RequestContext } from "@/lib/platform/db/db";
import { asService } from "@/lib/platform/db/service-role";
import { NotFoundError } from "@/lib/platform/errors/errors";
import type { ChatConversationRow, ChatMessageRow } from "../chat.repository";
import type { AskedForPerson, askForPersonBody } from "../chat.schema";
import { chatNote } from "../chat-notes";
import { inboxAudience } from "../inbox-audience";
import { type ChatRoom, conversationFor, enterRoom, requireAdmitted } from "./begin-chat";
import { announceChat } from "./chat-news";
import { notifyHandoff } from "./notify-staff";
import { readState } from "./read-chat";

/**
 * A visitor wants a person: the team is told, the transcript says so, and the assistant is silent from here on. Asked again it
 * changes nothing. Where nobody can be asked, an address is wanted instead.
 * @throws NotFoundError, RateLimitError CONVERSATION_QUOTA_EXCEEDED
 */
export async function askForPerson(
  visitor: Visitor,
  body: z.infer<typeof askForPersonBody>,
  context: RequestContext,
): Promise<AskedForPerson> {
  const result = await asService(async (tx) => {
    const room = await enterRoom(tx, visitor);
    if (!(await canAsk(room))) return { outcome: "lead" as const };
    const conversation = await conversationFor(room, body);
    if ("refusedBy" in conversation) return conversation;
    if (conversation.status === "bot") await handOver(room, conversation);
    const after = await room.chat.conversation(conversation.id);
    if (!after) throw new NotFoundError();
    const state = await readState(room.chat, after, Math.max(0, after.message_count - 100));
    return { outcome: "asked" as const, state };
  }, context);
  const asked = requireAdmitted(result);
  if (asked.outcome === "asked") announceChat(asked.state.conversation.id);
  return asked;
}

/** Whether somebody is there who could answer. */
export async function canAsk({ tx, assistant }: ChatRoom): Promise<boolean> {
  if (!assistant.handoff_enabled) return false;
  return (await inboxAudience(tx, assistant.workspace_id).people("editor", assistant.project_id)).length > 0;
}

/** Puts a conversation of the assistant's into the team's hands. @returns what the transcript says about it */
export async function handOver(room: ChatRoom, conversation: ChatConversationRow): Promise<ChatMessageRow> {
  const { tx, chat, assistant } = room;
  await chat.setStatus(conversation.id, "waiting");
  const spoken = conversation.language === "und" ? room.language : conversation.language;
  const note = await chat.say({
    conversationId: conversation.id,
    role: "system",
    body: chatNote("handedOver", spoken),
  });
  await notifyHandoff(tx, { workspaceId: assistant.workspace_id, conversationId: conversation.id });
  return note;
}
