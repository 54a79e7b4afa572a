import { aiUsageRepository } from "@/lib/features/ai-usage/ai-usage.repository";
import { usageSummaryDto } from "@/lib/features/ai-usage/ai-usage.schema";
import { summarizeUsage } from "@/lib/features/ai-usage/services/summarize-usage";
import { defineRoute } from "@/lib/platform/http/define-route";

export const dynamic = "force-dynamic";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/ai-usage/summary",
  operationId: "summarizeAiUsage",
  tag: "AI usage",
  summary: "Tokens and cost of the last 30 days by day, model, project and person",
  permission: "ai_usage.read",
  response: usageSummaryDto,
  handle: ({ tx, workspace }) => summarizeUsage(aiUsageRepository(tx, workspace.id)),
});
