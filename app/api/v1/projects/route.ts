import { z } from "zod";
import { projectRepository } from "@/lib/features/project/project.repository";
import {
  createProjectBody,
  listProjectsQuery,
  projectDetailDto,
  projectDto,
} from "@/lib/features/project/project.schema";
import { toProjectDetail, toProjectDto } from "@/lib/features/project/project.serializer";
import { listProjects } from "@/lib/features/project/services/list-projects";
import { createProject } from "@/lib/features/project/services/save-project";
import { defineRoute, reply } from "@/lib/platform/http/define-route";

export const dynamic = "force-dynamic";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/projects",
  operationId: "listProjects",
  tag: "Projects",
  summary: "List projects, newest first",
  permission: "projects.read",
  query: listProjectsQuery,
  response: z.array(projectDto),
  paginated: true,
  handle: async ({ tx, workspace, query }) => {
    const { rows, nextCursor } = await listProjects(projectRepository(tx, workspace.id), query);
    return reply(rows.map(toProjectDto), { page: { nextCursor } });
  },
});

export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/projects",
  operationId: "createProject",
  tag: "Projects",
  summary: "Create a project",
  permission: "projects.write",
  body: createProjectBody,
  response: projectDetailDto,
  status: 201,
  idempotent: true,
  handle: async ({ tx, workspace, body }) =>
    toProjectDetail(await createProject(projectRepository(tx, workspace.id), body)),
});
