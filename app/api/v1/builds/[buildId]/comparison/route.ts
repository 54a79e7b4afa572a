import { z } from "zod";
import { buildRepository } from "@/lib/features/build/build.repository";
import { comparisonDto, comparisonQuery } from "@/lib/features/build/compare.schema";
import { compareBuilds } from "@/lib/features/build/services/compare-builds";
import { defineRoute } from "@/lib/platform/http/define-route";
import { uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/builds/{buildId}/comparison",
  operationId: "compareBuilds",
  tag: "Builder",
  summary: "Compare a build with another version of the same project",
  permission: "builds.read",
  params: z.object({ buildId: uuid }),
  query: comparisonQuery,
  response: comparisonDto,
  rateLimit: "heavy",
  handle: ({ tx, workspace, params: { buildId }, query }) =>
    compareBuilds(buildRepository(tx, workspace.id), buildId, query.with),
});
