import "server-only";
import type { Visitor } from "@/lib/platform/auth/visitor-token";
import type { Tx } from "@/lib/platform/db/db";
import { NotFoundError, RateLimitError, UnauthorizedError } from "@/lib/platform/errors/errors";
import { sameForAll } from "../chat.entitlements";
import { type ChatConversationRow, type ChatRepository, chatRepository } from "../chat.repository";
import { type ChatAssistant, chatDoorRepository } from "../chat-door.repository";
import { notifyQuota } from "./notify-staff";
import { openAssistant } from "./open-chat";

export type ChatRoom = {
  tx: Tx;
  chat: ChatRepository;
  assistant: ChatAssistant;
  /** The visitor's own language, as far as it is known. */
  language: string;
};
export type Refusal = { refusedBy: "workspace" | "assistant"; secondsLeft: number; takesLeads: boolean };

/**
 * What every deed of a visitor begins with: the assistant is there, and so is the visitor, who does one thing at a time.
 * Wants a transaction of the service.
 * @throws NotFoundError, UnauthorizedError VISITOR_SESSION_INVALID after their data was deleted
 */
export async function enterRoom(tx: Tx, visitor: Visitor): Promise<ChatRoom> {
  const assistant = await openAssistant(tx, visitor.assistantKey);
  if (assistant.id !== visitor.assistantId || assistant.workspace_id !== visitor.workspaceId) throw new NotFoundError();
  const chat = chatRepository(tx, visitor);
  const known = await chat.lockVisitor();
  if (!known) throw new UnauthorizedError("VISITOR_SESSION_INVALID", "This session is not known.");
  return { tx, chat, assistant, language: assistant.language === "auto" ? known.language : assistant.language };
}

/**
 * The conversation to go on with: the one that is named, or the newest; a new one where there is none or it is over. A new one
 * counts for the month; when the month is used up, the refusal is returned and not thrown, because the notices about it must
 * be kept.
 * @throws NotFoundError when the visitor has no conversation of that id
 */
export async function conversationFor(
  room: ChatRoom,
  { conversationId, pageUrl }: { conversationId?: string | undefined; pageUrl?: string | undefined },
): Promise<ChatConversationRow | Refusal> {
  const { chat } = room;
  const named = conversationId === undefined ? undefined : await chat.conversation(conversationId);
  if (conversationId !== undefined && !named) throw new NotFoundError();
  const current = named && named.status !== "resolved" ? named : await chat.latest();
  if (current && current.status !== "resolved") return current;
  const refusal = await count(room);
  if (refusal) return refusal;
  const id = await chat.begin({
    page_url: pageUrl ?? null,
    language: room.language === "auto" ? "und" : room.language,
  });
  const begun = await chat.conversation(id);
  if (!begun) throw new Error("the conversation was not written");
  return begun;
}

/** @throws RateLimitError CONVERSATION_QUOTA_EXCEEDED; the form for leads stands open all the same */
export function requireAdmitted<T extends object>(result: T | Refusal): T {
  if (!("refusedBy" in result)) return result;
  throw new RateLimitError(
    "CONVERSATION_QUOTA_EXCEEDED",
    result.takesLeads
      ? "The assistant takes no new conversations this month. Leave your address and somebody will write to you."
      : "The assistant takes no new conversations this month.",
    {
      headers: { "retry-after": String(result.secondsLeft) },
      details: { refusedBy: result.refusedBy, lead: result.takesLeads },
    },
  );
}

async function count(room: ChatRoom): Promise<Refusal | null> {
  const { tx, assistant } = room;
  const door = chatDoorRepository(tx);
  const limits = { all: sameForAll.perMonth(assistant.workspace_id), own: assistant.monthly_conversations };
  const used = await door.admit({ workspaceId: assistant.workspace_id, assistantId: assistant.id }, limits);
  const month = await door.month();
  await tell(room, { scope: "workspace", used: used.allUsed, limit: limits.all });
  await tell(room, { scope: "assistant", used: used.ownUsed, limit: limits.own });
  return used.refusedBy === null
    ? null
    : { refusedBy: used.refusedBy, secondsLeft: month.secondsLeft, takesLeads: assistant.lead_enabled };
}

/** Owners and admins hear once a month that most of it is used, and once that all of it is. */
async function tell(
  { tx, assistant }: ChatRoom,
  { scope, used, limit }: { scope: "workspace" | "assistant"; used: number; limit: number | null },
): Promise<void> {
  if (limit === null || used < limit * 0.8) return;
  const assistantId = scope === "assistant" ? assistant.id : null;
  await notifyQuota(tx, { workspaceId: assistant.workspace_id, assistantId, share: used >= limit ? 100 : 80 });
}
