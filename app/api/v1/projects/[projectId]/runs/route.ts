import { z } from "zod";
import { createBuildBody, createBuildBodyLimit } from "@/lib/features/build/build.schema";
import { runRepository } from "@/lib/features/build/run.repository";
import { runDto } from "@/lib/features/build/run.schema";
import { toRun } from "@/lib/features/build/run.serializer";
import { carryOutRun } from "@/lib/features/build/services/carry-out-run";
import { listRuns } from "@/lib/features/build/services/get-run";
import { startRun } from "@/lib/features/build/services/start-run";
import { offlinePlan } from "@/lib/features/build/services/write-plan";
import { holdGeneration, releaseGeneration } from "@/lib/features/generation/services/meter-generation";
import { projectRepository } from "@/lib/features/project/project.repository";
import { getProject, requireProjectEditor } from "@/lib/features/project/services/save-project";
import { now } from "@/lib/platform/clock/clock";
import { outliveResponse } from "@/lib/platform/http/after-response";
import { defineRoute, reply } from "@/lib/platform/http/define-route";
import { pageQuery, uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";
/** Room for a language model's whole time and for the compiler, where a platform ends what outlives its answer. */
export const maxDuration = 300;

const params = z.object({ projectId: uuid });
const path = "/api/v1/projects/{projectId}/runs";

export const GET = defineRoute({
  method: "GET",
  path,
  operationId: "listBuildRuns",
  tag: "Builder",
  summary: "List the runs of a project with what happened in them, newest first",
  permission: "builds.read",
  params,
  query: pageQuery,
  response: z.array(runDto),
  paginated: true,
  handle: async ({ tx, workspace, params: { projectId }, query }) => {
    await getProject(projectRepository(tx, workspace.id), projectId);
    const { rows, nextCursor } = await listRuns(runRepository(tx, workspace.id), { projectId, ...query });
    return reply(rows.map(toRun), { page: { nextCursor } });
  },
});

export const POST = defineRoute({
  method: "POST",
  path,
  operationId: "startBuildRun",
  tag: "Builder",
  summary: "Start turning an idea into a build, and answer at once; follow it by its events",
  permission: "builds.write",
  params,
  body: createBuildBody,
  response: runDto,
  status: 202,
  idempotent: true,
  rateLimit: "heavy",
  bodyLimitBytes: createBuildBodyLimit,
  errors: ["PROJECT_READ_ONLY", "IDEA_NOT_READABLE", "IDEA_REFUSED", "RUN_IN_PROGRESS", "GENERATION_LIMIT"],
  prepare: async ({ tx, workspace, params: { projectId }, body }) => {
    await requireProjectEditor(projectRepository(tx, workspace.id), projectId);
    const plan = offlinePlan(body.idea, body.stack);
    // A place among today's generations; the run makes a use of it, or gives it back.
    return () => holdGeneration({ workspaceId: workspace.id, id: plan.id }, async () => plan);
  },
  giveBack: ({ workspace, prepared: plan }) => releaseGeneration({ workspaceId: workspace.id, id: plan.id }),
  handle: async (input) => {
    const { tx, workspace, caller, credentials, context, body, afterCommit, prepared: plan } = input;
    const { projectId } = input.params;
    const userId = caller.kind === "user" ? caller.userId : null;
    const ask = { workspaceId: workspace.id, projectId, userId, idea: body.idea, plan };
    const row = await startRun(tx, ask);
    afterCommit(async () => {
      outliveResponse(carryOutRun({ ...ask, runId: row.id, startedAt: now(), credentials, context }));
      return undefined;
    });
    return toRun(row);
  },
});
