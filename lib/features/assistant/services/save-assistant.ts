import "server-only";
import type { z } from "zod";
import { NotFoundError } from "@/lib/platform/errors/errors";
import type { AssistantColumns, AssistantRepository, AssistantRow } from "../assistant.repository";
import type { createAssistantBody, updateAssistantBody } from "../assistant.schema";
import { getAssistant } from "./list-assistants";

type Changes = z.infer<typeof updateAssistantBody>;

/** An assistant that knows nothing yet. @throws NotFoundError for a project the caller may not build in */
export async function createAssistant(
  assistants: Pick<AssistantRepository, "find" | "insert">,
  fields: z.infer<typeof createAssistantBody>,
): Promise<AssistantRow> {
  const id = await assistants.insert({
    name: fields.name,
    project_id: fields.projectId,
    language: fields.language,
    greeting: fields.greeting,
  });
  return await getAssistant(assistants, id);
}

/** @throws NotFoundError, also for a project the caller may not build in */
export async function updateAssistant(
  assistants: Pick<AssistantRepository, "find" | "update">,
  id: string,
  changes: Changes,
): Promise<AssistantRow> {
  if (!(await assistants.update(id, columnsOf(changes)))) throw new NotFoundError();
  return await getAssistant(assistants, id);
}

/** With everything it knows and everything that was said to it. @throws NotFoundError */
export async function deleteAssistant(assistants: Pick<AssistantRepository, "delete">, id: string): Promise<void> {
  if (!(await assistants.delete(id))) throw new NotFoundError();
}

/** Only what was asked for: an absent field keeps its value. */
function columnsOf({ thresholds, ...changes }: Changes): Partial<AssistantColumns> {
  const columns: { [K in keyof AssistantColumns]?: AssistantColumns[K] | undefined } = {
    name: changes.name,
    project_id: changes.projectId,
    enabled: changes.enabled,
    language: changes.language,
    greeting: changes.greeting,
    suggested_questions: changes.suggestedQuestions,
    color: changes.color,
    position: changes.position,
    theme: changes.theme,
    avatar: changes.avatar,
    allowed_origins: changes.allowedOrigins,
    handoff_enabled: changes.handoffEnabled,
    lead_enabled: changes.leadEnabled,
    lead_phone: changes.leadPhone,
    lead_consent: changes.leadConsent,
    answer_mode: changes.answerMode,
    threshold_low: thresholds === undefined ? undefined : (thresholds?.low ?? null),
    threshold_high: thresholds === undefined ? undefined : (thresholds?.high ?? null),
    monthly_conversations: changes.monthlyConversations,
    retention_days: changes.retentionDays,
  };
  return Object.fromEntries(
    Object.entries(columns).filter(([, value]) => value !== undefined),
  ) as Partial<AssistantColumns>;
}
