import { z } from "zod";
import { blueprintOf } from "@/lib/features/build/build.files";
import { buildRepository } from "@/lib/features/build/build.repository";
import { getBuild } from "@/lib/features/build/services/get-build";
import { previewQuery } from "@/lib/features/builder/preview/preview.schema";
import { previewResponse } from "@/lib/features/builder/preview/preview-response";
import { defineRoute } from "@/lib/platform/http/define-route";
import { uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/builds/{buildId}/preview",
  operationId: "previewBuild",
  tag: "Builder",
  summary: "Show a build's interface on sample data, as one sandboxed HTML page",
  permission: "builds.read",
  params: z.object({ buildId: uuid }),
  query: previewQuery,
  rawResponse: ["text/html"],
  handle: async ({ tx, workspace, params: { buildId }, query: { theme } }) =>
    previewResponse(blueprintOf(await getBuild(buildRepository(tx, workspace.id), buildId)), theme),
});
