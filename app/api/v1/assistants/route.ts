import { z } from "zod";
import { assistantRepository } from "@/lib/features/assistant/assistant.repository";
import { assistantDto, createAssistantBody, listAssistantsQuery } from "@/lib/features/assistant/assistant.schema";
import { toAssistantDto } from "@/lib/features/assistant/assistant.serializer";
import { listAssistants } from "@/lib/features/assistant/services/list-assistants";
import { createAssistant } from "@/lib/features/assistant/services/save-assistant";
import { defineRoute, reply } from "@/lib/platform/http/define-route";

export const dynamic = "force-dynamic";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/assistants",
  operationId: "listAssistants",
  tag: "Assistants",
  summary: "List assistants, newest first, of the workspace or of one project",
  permission: "assistants.read",
  query: listAssistantsQuery,
  response: z.array(assistantDto),
  paginated: true,
  handle: async ({ tx, workspace, query }) => {
    const { rows, nextCursor } = await listAssistants(assistantRepository(tx, workspace.id), query);
    return reply(rows.map(toAssistantDto), { page: { nextCursor } });
  },
});

export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/assistants",
  operationId: "createAssistant",
  tag: "Assistants",
  summary: "Create an assistant; it knows nothing until it has sources",
  permission: "assistants.write",
  body: createAssistantBody,
  response: assistantDto,
  status: 201,
  idempotent: true,
  handle: async ({ tx, workspace, body }) =>
    toAssistantDto(await createAssistant(assistantRepository(tx, workspace.id), body)),
});
