import { z } from "zod";
import { projectRepository } from "@/lib/features/project/project.repository";
import { projectDetailDto, updateProjectBody } from "@/lib/features/project/project.schema";
import { toProjectDetail } from "@/lib/features/project/project.serializer";
import { deleteProject, getProject, updateProject } from "@/lib/features/project/services/save-project";
import { defineRoute } from "@/lib/platform/http/define-route";
import { uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

const params = z.object({ projectId: uuid });
const path = "/api/v1/projects/{projectId}";

export const GET = defineRoute({
  method: "GET",
  path,
  operationId: "getProject",
  tag: "Projects",
  summary: "Read one project",
  permission: "projects.read",
  params,
  response: projectDetailDto,
  handle: async ({ tx, workspace, params: { projectId } }) =>
    toProjectDetail(await getProject(projectRepository(tx, workspace.id), projectId)),
});

export const PATCH = defineRoute({
  method: "PATCH",
  path,
  operationId: "updateProject",
  tag: "Projects",
  summary: "Rename, describe, archive or unarchive a project",
  permission: "projects.write",
  params,
  body: updateProjectBody,
  response: projectDetailDto,
  handle: async ({ tx, workspace, params: { projectId }, body }) =>
    toProjectDetail(await updateProject(projectRepository(tx, workspace.id), projectId, body)),
});

export const DELETE = defineRoute({
  method: "DELETE",
  path,
  operationId: "deleteProject",
  tag: "Projects",
  summary: "Delete a project with everything in it",
  permission: "projects.delete",
  params,
  response: z.null(),
  handle: async ({ tx, workspace, params: { projectId } }) => {
    await deleteProject(projectRepository(tx, workspace.id), projectId);
    return null;
  },
});
