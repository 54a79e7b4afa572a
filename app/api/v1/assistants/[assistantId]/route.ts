import { z } from "zod";
import { assistantRepository } from "@/lib/features/assistant/assistant.repository";
import { assistantDto, updateAssistantBody } from "@/lib/features/assistant/assistant.schema";
import { toAssistantDto } from "@/lib/features/assistant/assistant.serializer";
import { getAssistant } from "@/lib/features/assistant/services/list-assistants";
import { deleteAssistant, updateAssistant } from "@/lib/features/assistant/services/save-assistant";
import { defineRoute } from "@/lib/platform/http/define-route";
import { uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

const params = z.object({ assistantId: uuid });
const path = "/api/v1/assistants/{assistantId}";

export const GET = defineRoute({
  method: "GET",
  path,
  operationId: "getAssistant",
  tag: "Assistants",
  summary: "Read one assistant",
  permission: "assistants.read",
  params,
  response: assistantDto,
  handle: async ({ tx, workspace, params: { assistantId } }) =>
    toAssistantDto(await getAssistant(assistantRepository(tx, workspace.id), assistantId)),
});

export const PATCH = defineRoute({
  method: "PATCH",
  path,
  operationId: "updateAssistant",
  tag: "Assistants",
  summary: "Change what an assistant looks like, where it may be shown and how it answers",
  permission: "assistants.write",
  params,
  body: updateAssistantBody,
  response: assistantDto,
  handle: async ({ tx, workspace, params: { assistantId }, body }) =>
    toAssistantDto(await updateAssistant(assistantRepository(tx, workspace.id), assistantId, body)),
});

export const DELETE = defineRoute({
  method: "DELETE",
  path,
  operationId: "deleteAssistant",
  tag: "Assistants",
  summary: "Delete an assistant with what it knows and with its conversations and leads",
  permission: "assistants.delete",
  params,
  response: z.null(),
  handle: async ({ tx, workspace, params: { assistantId } }) => {
    await deleteAssistant(assistantRepository(tx, workspace.id), assistantId);
    return null;
  },
});
