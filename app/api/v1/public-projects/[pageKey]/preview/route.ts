import { z } from "zod";
import { previewQuery } from "@/lib/features/builder/preview/preview.schema";
import { previewResponse } from "@/lib/features/builder/preview/preview-response";
import { readPublicPlan } from "@/lib/features/sharing/services/public-page";
import { pageKeyParam } from "@/lib/features/sharing/sharing.schema";
import { defineRoute } from "@/lib/platform/http/define-route";

export const dynamic = "force-dynamic";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/public-projects/{pageKey}/preview",
  operationId: "previewPublicProject",
  tag: "Sharing",
  summary: "Show a public project's interface on sample data, as one sandboxed HTML page",
  permission: "public",
  params: z.object({ pageKey: pageKeyParam }),
  query: previewQuery,
  rawResponse: ["text/html"],
  handle: async ({ params: { pageKey }, query: { theme } }) => previewResponse(await readPublicPlan(pageKey), theme),
});
