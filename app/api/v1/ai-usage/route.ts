import { aiUsageRepository } from "@/lib/features/ai-usage/ai-usage.repository";
import { aiUsageDto } from "@/lib/features/ai-usage/ai-usage.schema";
import { toTotals, toUsageDto } from "@/lib/features/ai-usage/ai-usage.serializer";
import { listUsage } from "@/lib/features/ai-usage/services/list-usage";
import { defineRoute, reply } from "@/lib/platform/http/define-route";
import { pageQuery } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/ai-usage",
  operationId: "listAiUsage",
  tag: "AI usage",
  summary: "What language models were asked and what that cost: the month's sums, and each call, newest first",
  permission: "ai_usage.read",
  query: pageQuery,
  response: aiUsageDto,
  paginated: true,
  handle: async ({ tx, workspace, query }) => {
    const { since, month, rows, nextCursor } = await listUsage(aiUsageRepository(tx, workspace.id), query);
    const data = { month: { ...toTotals(month), since: since.toISOString() }, calls: rows.map(toUsageDto) };
    return reply(data, { page: { nextCursor } });
  },
});
