import { generationUsageDto } from "@/lib/features/generation/generation.schema";
import { readGenerationUsage } from "@/lib/features/generation/services/meter-generation";
import { defineRoute } from "@/lib/platform/http/define-route";

export const dynamic = "force-dynamic";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/generation-usage",
  operationId: "getGenerationUsage",
  tag: "Builder",
  summary: "How many generations the workspace has used today, and when the count begins anew",
  permission: "generations.read",
  response: generationUsageDto,
  handle: ({ tx, workspace }) => readGenerationUsage(tx, workspace.id),
});
