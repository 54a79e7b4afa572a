import { z } from "zod";
import { readAnswerSetting } from "@/lib/features/assistant/answers/setting.repository";
import { askAssistantBody, trialDto } from "@/lib/features/assistant/assistant.schema";
import { tryAssistant } from "@/lib/features/assistant/services/try-assistant";
import { NotFoundError } from "@/lib/platform/errors/errors";
import { defineRoute } from "@/lib/platform/http/define-route";
import { uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/assistants/{assistantId}/ask",
  operationId: "askAssistant",
  tag: "Assistants",
  summary:
    "Try an assistant out: the answer a visitor would get, with its sources and reasons; nothing is stored or counted",
  permission: "assistants.read",
  params: z.object({ assistantId: uuid }),
  body: askAssistantBody,
  response: trialDto,
  bodyLimitBytes: 512 * 1024,
  rateLimit: "heavy",
  prepare: async ({ tx, workspace, params: { assistantId }, body, context, request }) => {
    const setting = await readAnswerSetting(tx, { workspaceId: workspace.id, assistantId });
    if (!setting) throw new NotFoundError();
    const asked = { ...body, workspaceId: workspace.id, assistantId, context, signal: request.signal };
    return async () => ({ ...(await tryAssistant(asked)), thresholds: setting.thresholds });
  },
  handle: async ({ prepared: { answer, use, thresholds, totalMs } }) => ({
    answer,
    thresholds,
    model: use.model,
    fallback: use.fallback,
    totalMs,
  }),
});
