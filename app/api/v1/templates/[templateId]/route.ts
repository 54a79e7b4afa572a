import { z } from "zod";
import { getTemplatePlan } from "@/lib/features/template/services/get-template";
import { deleteTemplate, updateTemplate } from "@/lib/features/template/services/publish-template";
import { templateDto, templateSummaryDto, updateTemplateBody } from "@/lib/features/template/template.schema";
import { toTemplateDto, toTemplateSummary } from "@/lib/features/template/template.serializer";
import { templateReviewRepository } from "@/lib/features/template/template-review.repository";
import { defineRoute } from "@/lib/platform/http/define-route";
import { uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

const params = z.object({ templateId: uuid });
const path = "/api/v1/templates/{templateId}";

export const GET = defineRoute({
  method: "GET",
  path,
  operationId: "getTemplate",
  tag: "Templates",
  summary: "Read a template: what its app keeps, who may do what, and your own review",
  permission: "templates.read",
  params,
  response: templateDto,
  handle: async ({ tx, workspace, caller, params: { templateId } }) => {
    const { template, blueprint } = await getTemplatePlan(tx, workspace.id, templateId);
    const myReview =
      caller.kind === "user" ? await templateReviewRepository(tx).mine(templateId, caller.userId) : undefined;
    return toTemplateDto(template, { blueprint, myReview, viewer: workspace });
  },
});

export const PATCH = defineRoute({
  method: "PATCH",
  path,
  operationId: "updateTemplate",
  tag: "Templates",
  summary: "Change, take back or offer again a template of this workspace, or publish a newer plan under it",
  permission: "templates.write",
  params,
  body: updateTemplateBody,
  response: templateSummaryDto,
  rateLimit: "heavy",
  errors: ["NOT_YOUR_TEMPLATE", "TEMPLATE_REMOVED", "BUILD_NOT_PUBLISHABLE", "PRIVATE_NEEDS_A_PERSON"],
  handle: async ({ tx, workspace, params: { templateId }, body }) =>
    toTemplateSummary(await updateTemplate(tx, workspace.id, { ...body, id: templateId }), workspace),
});

export const DELETE = defineRoute({
  method: "DELETE",
  path,
  operationId: "deleteTemplate",
  tag: "Templates",
  summary: "Delete a template of this workspace with its reviews; projects made from it stay",
  permission: "templates.write",
  params,
  response: z.null(),
  errors: ["NOT_YOUR_TEMPLATE"],
  handle: async ({ tx, workspace, params: { templateId } }) => {
    await deleteTemplate(tx, workspace.id, templateId);
    return null;
  },
});
