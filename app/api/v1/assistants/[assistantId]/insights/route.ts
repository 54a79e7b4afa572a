import { z } from "zod";
import { insightsDto, insightsQuery } from "@/lib/features/assistant/insights.schema";
import { mayReadCost } from "@/lib/features/assistant/services/may-read-cost";
import { readInsights } from "@/lib/features/assistant/services/read-insights";
import { defineRoute } from "@/lib/platform/http/define-route";
import { uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/assistants/{assistantId}/insights",
  operationId: "getAssistantInsights",
  tag: "Assistants",
  summary: "Read what visitors asked an assistant and what came of it, by day",
  permission: "conversations.read",
  params: z.object({ assistantId: uuid }),
  query: insightsQuery,
  response: insightsDto,
  errors: ["PERIOD_TOO_LONG"],
  handle: async ({ tx, workspace, caller, params: { assistantId }, query }) =>
    await readInsights(
      { tx, workspaceId: workspace.id, assistantId, mayReadCost: mayReadCost(caller, workspace) },
      query,
    ),
});
