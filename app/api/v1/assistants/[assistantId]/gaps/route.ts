import { z } from "zod";
import { gapDto, listGapsQuery, updateGapsBody } from "@/lib/features/assistant/curated.schema";
import { toGapDto } from "@/lib/features/assistant/curated.serializer";
import { listGaps } from "@/lib/features/assistant/services/list-curated-answers";
import { updateGaps } from "@/lib/features/assistant/services/write-curated-answer";
import { defineRoute, reply } from "@/lib/platform/http/define-route";
import { uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

const params = z.object({ assistantId: uuid });
const path = "/api/v1/assistants/{assistantId}/gaps";

export const GET = defineRoute({
  method: "GET",
  path,
  operationId: "listGaps",
  tag: "Assistants",
  summary: "List questions that an assistant had no answer to, the most asked first",
  permission: "assistants.read",
  params,
  query: listGapsQuery,
  response: z.array(gapDto),
  paginated: true,
  handle: async ({ tx, workspace, params: { assistantId }, query }) => {
    const { rows, nextCursor } = await listGaps({ tx, workspaceId: workspace.id, assistantId }, query);
    return reply(rows.map(toGapDto), { page: { nextCursor } });
  },
});

export const PATCH = defineRoute({
  method: "PATCH",
  path,
  operationId: "updateGaps",
  tag: "Assistants",
  summary: "Dismiss unanswered questions or open them again, all of the named ones or none",
  permission: "assistants.write",
  params,
  body: updateGapsBody,
  response: z.null(),
  handle: async ({ tx, workspace, params: { assistantId }, body }) => {
    await updateGaps({ tx, workspaceId: workspace.id, assistantId }, body);
    return null;
  },
});
