import { z } from "zod";
import { getSharing, shareProject } from "@/lib/features/sharing/services/share-project";
import { shareProjectBody, sharingDto } from "@/lib/features/sharing/sharing.schema";
import { toSharingDto } from "@/lib/features/sharing/sharing.serializer";
import { env } from "@/lib/platform/env/env";
import { defineRoute } from "@/lib/platform/http/define-route";
import { uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

const params = z.object({ projectId: uuid });
const path = "/api/v1/projects/{projectId}/sharing";

export const GET = defineRoute({
  method: "GET",
  path,
  operationId: "getProjectSharing",
  tag: "Sharing",
  summary: "Who sees a project, and where its public page is",
  permission: "projects.read",
  params,
  response: sharingDto,
  handle: async ({ tx, workspace, params: { projectId } }) =>
    toSharingDto(await getSharing({ tx, workspace, projectId }), { role: workspace.role, siteUrl: env().SITE_URL }),
});

export const PATCH = defineRoute({
  method: "PATCH",
  path,
  operationId: "shareProject",
  tag: "Sharing",
  summary: "Change who sees a project and what its public page shows; for its creator and admins",
  permission: "projects.share",
  params,
  body: shareProjectBody,
  response: sharingDto,
  errors: ["NOT_YOURS_TO_SHARE", "PROJECT_READ_ONLY", "VERSION_UNKNOWN"],
  handle: async ({ tx, workspace, params: { projectId }, body }) =>
    toSharingDto(await shareProject({ tx, workspace, projectId }, body), {
      role: workspace.role,
      siteUrl: env().SITE_URL,
    }),
});
