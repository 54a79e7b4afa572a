import { z } from "zod";
import { startFromTemplate } from "@/lib/features/template/services/use-template";
import { templateUseDto, useTemplateBody } from "@/lib/features/template/template.schema";
import { roleAllows } from "@/lib/platform/auth/permissions";
import { ForbiddenError } from "@/lib/platform/errors/errors";
import { defineRoute } from "@/lib/platform/http/define-route";
import { uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/templates/{templateId}/use",
  operationId: "useTemplate",
  tag: "Templates",
  summary: "Start from a template: a new project with its first build, or the next version of a project",
  permission: "builds.write",
  params: z.object({ templateId: uuid }),
  body: useTemplateBody,
  response: templateUseDto,
  status: 201,
  idempotent: true,
  rateLimit: "heavy",
  errors: ["PREMIUM_NOT_INCLUDED", "TEMPLATE_NOT_OFFERED", "PROJECT_ARCHIVED", "TOO_MANY_VERSIONS"],
  handle: async ({ tx, workspace, caller, params: { templateId }, body }) => {
    const missing = caller.kind === "api_key" && !("projectId" in body) && !caller.scopes.includes("projects.write");
    if (missing)
      throw new ForbiddenError("INSUFFICIENT_SCOPE", 'A new project needs the scope "projects.write".', {
        details: { required: "projects.write" },
      });
    if (!("projectId" in body) && !roleAllows(workspace.role, "projects.write")) throw new ForbiddenError();
    const build = await startFromTemplate(tx, { workspaceId: workspace.id, templateId, into: body });
    return { projectId: build.project_id, buildId: build.id, version: build.version };
  },
});
