import { z } from "zod";
import { listCollaborators } from "@/lib/features/sharing/services/share-project";
import { collaboratorDto } from "@/lib/features/sharing/sharing.schema";
import { toCollaboratorDto } from "@/lib/features/sharing/sharing.serializer";
import { defineRoute, reply } from "@/lib/platform/http/define-route";
import { pageQuery, uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/projects/{projectId}/collaborators",
  operationId: "listCollaborators",
  tag: "Sharing",
  summary: "List the collaborators of a project, first added first",
  permission: "members.read",
  params: z.object({ projectId: uuid }),
  query: pageQuery,
  response: z.array(collaboratorDto),
  paginated: true,
  handle: async ({ tx, workspace, params: { projectId }, query }) => {
    const { rows, nextCursor } = await listCollaborators({ tx, workspace, projectId }, query);
    return reply(rows.map(toCollaboratorDto), { page: { nextCursor } });
  },
});
