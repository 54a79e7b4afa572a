import { z } from "zod";
import { listReportedReviews, moderate } from "@/lib/features/template/services/moderate-templates";
import { moderationBody, reportedReviewDto } from "@/lib/features/template/template.schema";
import { defineMachineRoute } from "@/lib/platform/health/define-machine-route";

export const dynamic = "force-dynamic";

const shared = {
  path: "/api/internal/templates",
  tag: "Operations",
  token: { need: "required", accepted: ["INTERNAL_TOKEN"] },
} as const;

export const GET = defineMachineRoute({
  ...shared,
  method: "GET",
  operationId: "listReportedReviews",
  summary: "List template reviews that somebody has reported",
  response: z.array(reportedReviewDto),
  handle: listReportedReviews,
});

export const POST = defineMachineRoute({
  ...shared,
  method: "POST",
  operationId: "moderateTemplates",
  summary: "Feature or remove a template of any workspace, hide or keep a reported review",
  body: moderationBody,
  response: z.null(),
  handle: async ({ body }) => {
    await moderate(body);
    return null;
  },
});
