import { z } from "zod";
import { modelStatusDto } from "@/lib/features/assistant/model-status.schema";
import { readModelStatus } from "@/lib/features/assistant/services/read-model-status";
import { defineRoute } from "@/lib/platform/http/define-route";
import { uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/assistants/{assistantId}/model-status",
  operationId: "getModelStatus",
  tag: "Assistants",
  summary:
    "Read whether a language model writes an assistant's answers, and why visitors are given quoted ones instead",
  permission: "assistants.read",
  params: z.object({ assistantId: uuid }),
  response: modelStatusDto,
  handle: async ({ tx, workspace, params: { assistantId } }) =>
    await readModelStatus(tx, { workspaceId: workspace.id, assistantId }),
});
