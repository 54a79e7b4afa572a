import { z } from "zod";
import { buildRepository } from "@/lib/features/build/build.repository";
import { buildDto, buildSummaryDto, createBuildBody, createBuildBodyLimit } from "@/lib/features/build/build.schema";
import { toBuildSummary } from "@/lib/features/build/build.serializer";
import { createBuild } from "@/lib/features/build/services/create-build";
import { listBuilds } from "@/lib/features/build/services/get-build";
import { showBuild } from "@/lib/features/build/services/show-build";
import { improvePlan, offlinePlan } from "@/lib/features/build/services/write-plan";
import {
  holdGeneration,
  releaseGeneration,
  settleGeneration,
} from "@/lib/features/generation/services/meter-generation";
import { projectRepository } from "@/lib/features/project/project.repository";
import { getProject, requireProjectEditor } from "@/lib/features/project/services/save-project";
import { defineRoute, reply } from "@/lib/platform/http/define-route";
import { pageQuery, uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";
/** Room for a language model's whole time and for the compiler, where a platform cuts requests off. */
export const maxDuration = 300;

const params = z.object({ projectId: uuid });
const path = "/api/v1/projects/{projectId}/builds";

export const GET = defineRoute({
  method: "GET",
  path,
  operationId: "listBuilds",
  tag: "Builder",
  summary: "List the builds of a project, newest version first",
  permission: "builds.read",
  params,
  query: pageQuery,
  response: z.array(buildSummaryDto),
  paginated: true,
  handle: async ({ tx, workspace, params: { projectId }, query }) => {
    await getProject(projectRepository(tx, workspace.id), projectId);
    const { rows, nextCursor } = await listBuilds(buildRepository(tx, workspace.id), { projectId, ...query });
    return reply(rows.map(toBuildSummary), { page: { nextCursor } });
  },
});

export const POST = defineRoute({
  method: "POST",
  path,
  operationId: "createBuild",
  tag: "Builder",
  summary: "Turn an idea into a blueprint and a compiled project",
  permission: "builds.write",
  params,
  body: createBuildBody,
  response: buildDto,
  status: 201,
  idempotent: true,
  rateLimit: "heavy",
  bodyLimitBytes: createBuildBodyLimit,
  errors: [
    "PROJECT_READ_ONLY",
    "IDEA_NOT_READABLE",
    "IDEA_REFUSED",
    "REQUEST_GIVEN_UP",
    "TOO_MANY_VERSIONS",
    "GENERATION_LIMIT",
  ],
  prepare: async ({ tx, workspace, caller, params: { projectId }, body, request }) => {
    await requireProjectEditor(projectRepository(tx, workspace.id), projectId);
    const offline = offlinePlan(body.idea, body.stack);
    const userId = caller.kind === "user" ? caller.userId : null;
    const work = () => improvePlan(offline, { workspaceId: workspace.id, projectId, userId, signal: request.signal });
    return () => holdGeneration({ workspaceId: workspace.id, id: offline.id }, work);
  },
  giveBack: ({ workspace, prepared: plan }) => releaseGeneration({ workspaceId: workspace.id, id: plan.id }),
  handle: async ({ tx, workspace, params: { projectId }, body, prepared: plan }) => {
    await settleGeneration(tx, { workspaceId: workspace.id, id: plan.id });
    const deps = { projects: projectRepository(tx, workspace.id), builds: buildRepository(tx, workspace.id) };
    const row = await createBuild(deps, { projectId, idea: body.idea, plan });
    return await showBuild(tx, workspace.id, row);
  },
});
