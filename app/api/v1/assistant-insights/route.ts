import { insightsDto, insightsQuery } from "@/lib/features/assistant/insights.schema";
import { mayReadCost } from "@/lib/features/assistant/services/may-read-cost";
import { readInsights } from "@/lib/features/assistant/services/read-insights";
import { defineRoute } from "@/lib/platform/http/define-route";

export const dynamic = "force-dynamic";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/assistant-insights",
  operationId: "getWorkspaceInsights",
  tag: "Assistants",
  summary: "Read what visitors asked all assistants of the workspace and what came of it, by day",
  permission: "conversations.read",
  query: insightsQuery,
  response: insightsDto,
  errors: ["PERIOD_TOO_LONG"],
  handle: async ({ tx, workspace, caller, query }) =>
    await readInsights(
      { tx, workspaceId: workspace.id, assistantId: null, mayReadCost: mayReadCost(caller, workspace) },
      query,
    ),
});
