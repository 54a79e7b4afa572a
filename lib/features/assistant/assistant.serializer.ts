import { toIso } from "@/lib/platform/clock/clock";
import type { AssistantRow } from "./assistant.repository";
import type { Assistant } from "./assistant.schema";

export function toAssistantDto(row: AssistantRow): Assistant {
  const { threshold_low: low, threshold_high: high } = row;
  return {
    id: row.id,
    name: row.name,
    publicKey: row.public_key,
    // The database checks these three lists of words.
    language: row.language as Assistant["language"],
    position: row.position as Assistant["position"],
    theme: row.theme as Assistant["theme"],
    project:
      row.project_id === null || row.project_name === null ? null : { id: row.project_id, name: row.project_name },
    enabled: row.enabled,
    greeting: row.greeting,
    suggestedQuestions: row.suggested_questions,
    color: row.color,
    avatar: row.avatar,
    allowedOrigins: row.allowed_origins,
    handoffEnabled: row.handoff_enabled,
    leadEnabled: row.lead_enabled,
    leadPhone: row.lead_phone,
    leadConsent: row.lead_consent,
    leadConsentVersion: row.lead_consent_version,
    answerMode: row.answer_mode as Assistant["answerMode"],
    thresholds: low === null || high === null ? null : { low: Number(low), high: Number(high) },
    monthlyConversations: row.monthly_conversations,
    retentionDays: row.retention_days,
    counts: {
      sources: row.sources,
      chunks: row.chunks,
      conversationsThisMonth: row.conversations_this_month,
    },
    createdAt: toIso(row.created_at),
    updatedAt: toIso(row.updated_at),
  };
}
