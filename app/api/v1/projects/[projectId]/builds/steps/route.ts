import { z } from "zod";
import { buildRepository } from "@/lib/features/build/build.repository";
import { stepsDto } from "@/lib/features/build/compare.schema";
import { stepsOf } from "@/lib/features/build/steps";
import { projectRepository } from "@/lib/features/project/project.repository";
import { getProject } from "@/lib/features/project/services/save-project";
import { defineRoute } from "@/lib/platform/http/define-route";
import { uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/projects/{projectId}/builds/steps",
  operationId: "getBuildSteps",
  tag: "Builder",
  summary: "Read which versions undo and redo would bring back",
  permission: "builds.read",
  params: z.object({ projectId: uuid }),
  response: stepsDto,
  handle: async ({ tx, workspace, params: { projectId } }) => {
    await getProject(projectRepository(tx, workspace.id), projectId);
    const { undo, redo } = stepsOf(await buildRepository(tx, workspace.id).steps(projectId));
    const toStep = (step: typeof undo) => step && { id: step.id, version: step.version };
    return { undo: toStep(undo), redo: toStep(redo) };
  },
});
