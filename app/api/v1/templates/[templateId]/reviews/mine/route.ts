import { z } from "zod";
import { deleteReview, personOf, saveReview } from "@/lib/features/template/services/review-template";
import { reviewDto, writeReviewBody } from "@/lib/features/template/template.schema";
import { toReviewDto } from "@/lib/features/template/template.serializer";
import { defineRoute } from "@/lib/platform/http/define-route";
import { uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

const params = z.object({ templateId: uuid });
const path = "/api/v1/templates/{templateId}/reviews/mine";

export const PUT = defineRoute({
  method: "PUT",
  path,
  operationId: "reviewTemplate",
  tag: "Templates",
  summary: "Write or change your review of another workspace's template",
  permission: "templates.review",
  params,
  body: writeReviewBody,
  response: reviewDto,
  errors: ["OWN_TEMPLATE"],
  handle: async ({ tx, workspace, caller, params: { templateId }, body }) =>
    toReviewDto(await saveReview(tx, { workspaceId: workspace.id, templateId, userId: personOf(caller), ...body })),
});

export const DELETE = defineRoute({
  method: "DELETE",
  path,
  operationId: "deleteTemplateReview",
  tag: "Templates",
  summary: "Take your review back",
  permission: "templates.review",
  params,
  response: z.null(),
  handle: async ({ tx, workspace, caller, params: { templateId } }) => {
    await deleteReview(tx, { workspaceId: workspace.id, templateId, userId: personOf(caller) });
    return null;
  },
});
