import { z } from "zod";
import { listReviews } from "@/lib/features/template/services/review-template";
import { reviewDto } from "@/lib/features/template/template.schema";
import { toReviewDto } from "@/lib/features/template/template.serializer";
import { defineRoute, reply } from "@/lib/platform/http/define-route";
import { pageQuery, uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/templates/{templateId}/reviews",
  operationId: "listTemplateReviews",
  tag: "Templates",
  summary: "List the reviews of a template, newest first",
  permission: "templates.read",
  params: z.object({ templateId: uuid }),
  query: pageQuery,
  response: z.array(reviewDto),
  paginated: true,
  handle: async ({ tx, workspace, params: { templateId }, query }) => {
    const { rows, nextCursor } = await listReviews(tx, { workspaceId: workspace.id, templateId, ...query });
    return reply(rows.map(toReviewDto), { page: { nextCursor } });
  },
});
