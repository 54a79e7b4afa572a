import { toIso } from "@/lib/platform/clock/clock";
import type { ChatCitationRow, ChatConversationRow, ChatMessageRow } from "./chat.repository";
import type { ChatConfig, ChatConversation, ChatMessage } from "./chat.schema";
import type { ChatAssistant } from "./chat-door.repository";

export function toChatConfigDto(row: ChatAssistant): ChatConfig {
  return {
    name: row.name,
    language: row.language,
    greeting: row.greeting,
    suggestedQuestions: row.suggested_questions,
    color: row.color,
    position: row.position as ChatConfig["position"],
    theme: row.theme as ChatConfig["theme"],
    avatar: row.avatar,
    handoff: row.handoff_enabled,
    lead: row.lead_enabled
      ? { phone: row.lead_phone, consent: row.lead_consent, consentVersion: row.lead_consent_version }
      : null,
  };
}

export function toChatConversationDto(row: ChatConversationRow): ChatConversation {
  return { id: row.id, status: row.status as ChatConversation["status"], rating: row.rating };
}

export function toChatMessageDto(row: ChatMessageRow, citations: readonly ChatCitationRow[]): ChatMessage {
  return {
    id: row.id,
    seq: row.seq,
    role: row.role as ChatMessage["role"],
    text: row.body,
    author: row.author_name === "" ? null : row.author_name,
    status: row.status as ChatMessage["status"],
    replyTo: row.reply_to,
    clientKey: row.client_key,
    citations: citations
      .filter((citation) => citation.message_id === row.id)
      .map(({ ord, title, url, page, heading, quote, ...rest }) => ({
        ord,
        documentId: rest.document_id,
        title,
        url,
        page,
        heading,
        quote,
        startAt: rest.start_at,
        endAt: rest.end_at,
      })),
    thumb: row.feedback === null ? null : row.feedback > 0 ? "up" : "down",
    at: toIso(row.created_at),
  };
}
