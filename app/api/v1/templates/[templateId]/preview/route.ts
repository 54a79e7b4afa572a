import { z } from "zod";
import { previewQuery } from "@/lib/features/builder/preview/preview.schema";
import { previewResponse } from "@/lib/features/builder/preview/preview-response";
import { getTemplatePlan } from "@/lib/features/template/services/get-template";
import { defineRoute } from "@/lib/platform/http/define-route";
import { uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/templates/{templateId}/preview",
  operationId: "previewTemplate",
  tag: "Templates",
  summary: "Show a template's interface on sample data, as one sandboxed HTML page",
  permission: "templates.read",
  params: z.object({ templateId: uuid }),
  query: previewQuery,
  rawResponse: ["text/html"],
  handle: async ({ tx, workspace, params: { templateId }, query: { theme } }) =>
    previewResponse((await getTemplatePlan(tx, workspace.id, templateId)).blueprint, theme),
});
