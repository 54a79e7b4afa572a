import { z } from "zod";
import { removeCollaborator, setCollaborator } from "@/lib/features/sharing/services/share-project";
import { collaboratorDto, setCollaboratorBody } from "@/lib/features/sharing/sharing.schema";
import { toCollaboratorDto } from "@/lib/features/sharing/sharing.serializer";
import { defineRoute } from "@/lib/platform/http/define-route";
import { uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

const params = z.object({ projectId: uuid, userId: uuid });
const path = "/api/v1/projects/{projectId}/collaborators/{userId}";

export const PUT = defineRoute({
  method: "PUT",
  path,
  operationId: "setCollaborator",
  tag: "Sharing",
  summary: "Add somebody of the workspace to a project, or give a collaborator another role",
  permission: "projects.share",
  params,
  body: setCollaboratorBody,
  response: collaboratorDto,
  errors: ["PROJECT_READ_ONLY"],
  handle: async ({ tx, workspace, caller, context, params: { projectId, userId }, body }) => {
    const change = { caller, userId, role: body.role, requestId: context.requestId };
    return toCollaboratorDto(await setCollaborator({ tx, workspace, projectId }, change));
  },
});

export const DELETE = defineRoute({
  method: "DELETE",
  path,
  operationId: "removeCollaborator",
  tag: "Sharing",
  summary: "Take a collaborator off a project; it counts at once",
  permission: "projects.share",
  params,
  response: z.null(),
  errors: ["PROJECT_READ_ONLY"],
  handle: async ({ tx, workspace, params: { projectId, userId } }) => {
    await removeCollaborator({ tx, workspace, projectId }, userId);
    return null;
  },
});
