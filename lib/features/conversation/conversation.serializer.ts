import { fallbackWords } from "@/lib/features/assistant/answers/fallback.schema";
import { toIso, toIsoOrNull } from "@/lib/platform/clock/clock";
import type { ConversationDetailRow, ConversationRow } from "./conversation.repository";
import type { Conversation, ConversationDetail, Message } from "./conversation.schema";
import type { CitationRow, MessageRow } from "./inbox-messages.repository";

const person = (id: string | null, name: string | null) => (id === null ? null : { id, name: name ?? "" });

export function toConversationDto(row: ConversationRow): Conversation {
  return {
    id: row.id,
    assistant: { id: row.assistant_id, name: row.assistant_name },
    status: row.status as Conversation["status"],
    subject: row.subject,
    lastText: row.last_text,
    lastRole: row.last_role as Conversation["lastRole"],
    lastMessageAt: toIso(row.last_message_at),
    messageCount: row.message_count,
    language: row.language,
    rating: row.rating,
    assignee: person(row.assigned_to, row.assignee_name),
    visitor: { name: row.visitor_name, email: row.visitor_email },
    handoffAt: toIsoOrNull(row.handoff_at),
    createdAt: toIso(row.created_at),
  };
}

export function toConversationDetailDto(row: ConversationDetailRow): ConversationDetail {
  return {
    ...toConversationDto(row),
    pageUrl: row.page_url,
    ratingComment: row.rating_comment,
    resolvedAt: toIsoOrNull(row.resolved_at),
    resolvedBy: person(row.resolved_by, row.resolver_name),
    lead:
      row.lead_id === null || row.lead_email === null
        ? null
        : { id: row.lead_id, email: row.lead_email, name: row.lead_name ?? "", status: row.lead_status ?? "" },
  };
}

export function toMessageDto(row: MessageRow, citations: CitationRow[]): Message {
  return {
    id: row.id,
    seq: row.seq,
    role: row.role as Message["role"],
    body: row.body,
    authorName: row.author_name === "" ? null : row.author_name,
    isMine: row.is_mine,
    // A visitor's key is the visitor's.
    clientKey: row.role === "agent" ? row.client_key : null,
    status: row.status as Message["status"],
    mode: row.mode as Message["mode"],
    confidence: row.confidence,
    fallback: row.fallback === null ? null : { code: row.fallback, reason: fallbackWords(row.fallback).reason },
    feedback: row.feedback as Message["feedback"],
    citations: citations
      .filter((citation) => citation.message_id === row.id)
      .map((citation) => ({
        ord: citation.ord,
        documentId: citation.document_id,
        title: citation.title,
        url: citation.url,
        page: citation.page,
        heading: citation.heading,
        quote: citation.quote,
        startAt: citation.start_at,
        endAt: citation.end_at,
      })),
    createdAt: toIso(row.created_at),
  };
}
