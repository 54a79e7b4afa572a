import { exportUsage } from "@/lib/features/ai-usage/services/export-usage";
import { now } from "@/lib/platform/clock/clock";
import { defineRoute } from "@/lib/platform/http/define-route";

export const dynamic = "force-dynamic";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/ai-usage/export",
  operationId: "exportAiUsage",
  tag: "AI usage",
  summary: "Download the calls of the last 30 days as CSV",
  permission: "ai_usage.read",
  rawResponse: ["text/csv"],
  rateLimit: "heavy",
  handle: async ({ workspace }) =>
    new Response(exportUsage(workspace.id), {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="ai-usage-${workspace.slug}-${now().toISOString().slice(0, 10)}.csv"`,
        "cache-control": "private, no-store",
        "x-content-type-options": "nosniff",
      },
    }),
});
