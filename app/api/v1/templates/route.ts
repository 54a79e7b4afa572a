import { z } from "zod";
import { listTemplates } from "@/lib/features/template/services/list-templates";
import { publishTemplate } from "@/lib/features/template/services/publish-template";
import { templateRepository } from "@/lib/features/template/template.repository";
import { listTemplatesQuery, publishTemplateBody, templateSummaryDto } from "@/lib/features/template/template.schema";
import { toTemplateSummary } from "@/lib/features/template/template.serializer";
import { defineRoute, reply } from "@/lib/platform/http/define-route";

export const dynamic = "force-dynamic";

const path = "/api/v1/templates";

export const GET = defineRoute({
  method: "GET",
  path,
  operationId: "listTemplates",
  tag: "Templates",
  summary: "Search the template marketplace: what everybody may use, and this workspace's own",
  permission: "templates.read",
  query: listTemplatesQuery,
  response: z.array(templateSummaryDto),
  paginated: true,
  handle: async ({ tx, workspace, query }) => {
    const { rows, nextCursor } = await listTemplates(templateRepository(tx, workspace.id), query);
    return reply(
      rows.map((row) => toTemplateSummary(row, workspace)),
      { page: { nextCursor } },
    );
  },
});

export const POST = defineRoute({
  method: "POST",
  path,
  operationId: "publishTemplate",
  tag: "Templates",
  summary: "Publish the plan of a build as a template; the idea's own words stay behind",
  permission: "templates.write",
  body: publishTemplateBody,
  response: templateSummaryDto,
  status: 201,
  idempotent: true,
  rateLimit: "heavy",
  errors: ["TEMPLATE_NAME_TAKEN", "BUILD_NOT_PUBLISHABLE", "PRIVATE_NEEDS_A_PERSON"],
  handle: async ({ tx, workspace, body }) =>
    toTemplateSummary(await publishTemplate(tx, workspace.id, body), workspace),
});
