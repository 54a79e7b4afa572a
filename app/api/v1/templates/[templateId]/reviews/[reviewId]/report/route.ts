import { z } from "zod";
import { personOf, reportReview } from "@/lib/features/template/services/review-template";
import { reportReviewBody } from "@/lib/features/template/template.schema";
import { defineRoute } from "@/lib/platform/http/define-route";
import { uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/templates/{templateId}/reviews/{reviewId}/report",
  operationId: "reportTemplateReview",
  tag: "Templates",
  summary: "Tell the operator that a review should not stand",
  permission: "templates.review",
  params: z.object({ templateId: uuid, reviewId: uuid }),
  body: reportReviewBody,
  response: z.null(),
  status: 202,
  idempotent: true,
  handle: async ({ tx, workspace, caller, params, body }) => {
    await reportReview(tx, { workspaceId: workspace.id, userId: personOf(caller), ...params, ...body });
    return null;
  },
});
