import { z } from "zod";
import { buildRepository } from "@/lib/features/build/build.repository";
import { searchDto, searchQuery } from "@/lib/features/build/compare.schema";
import { searchFiles } from "@/lib/features/build/services/compare-builds";
import { defineRoute } from "@/lib/platform/http/define-route";
import { uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/builds/{buildId}/search",
  operationId: "searchBuildFiles",
  tag: "Builder",
  summary: "Search the contents of a build's files",
  permission: "builds.read",
  params: z.object({ buildId: uuid }),
  query: searchQuery,
  response: searchDto,
  rateLimit: "heavy",
  handle: ({ tx, workspace, params: { buildId }, query }) =>
    searchFiles(buildRepository(tx, workspace.id), buildId, query.q),
});
