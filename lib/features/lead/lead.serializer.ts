import { toIso } from "@/lib/platform/clock/clock";
import type { LeadRow } from "./lead.repository";
import type { Lead } from "./lead.schema";

export function toLeadDto(row: LeadRow): Lead {
  return {
    id: row.id,
    assistant: { id: row.assistant_id, name: row.assistant_name },
    conversationId: row.conversation_id,
    email: row.email,
    name: row.name,
    phone: row.phone,
    message: row.message,
    pageUrl: row.page_url,
    status: row.status as Lead["status"],
    notes: row.notes,
    consentText: row.consent_text,
    consentVersion: row.consent_version,
    consentedAt: toIso(row.consented_at),
    createdAt: toIso(row.created_at),
    updatedAt: toIso(row.updated_at),
  };
}
