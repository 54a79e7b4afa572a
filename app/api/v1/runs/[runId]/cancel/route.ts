import { z } from "zod";
import { runRepository } from "@/lib/features/build/run.repository";
import { runDto } from "@/lib/features/build/run.schema";
import { toRun } from "@/lib/features/build/run.serializer";
import { cancelRun } from "@/lib/features/build/services/cancel-run";
import { announceRun } from "@/lib/features/build/services/run-news";
import { projectRepository } from "@/lib/features/project/project.repository";
import { defineRoute } from "@/lib/platform/http/define-route";
import { emptyBody, uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/runs/{runId}/cancel",
  operationId: "cancelBuildRun",
  tag: "Builder",
  summary: "Stop a run; nothing of it is kept. A run that has ended is answered as it is",
  permission: "builds.write",
  params: z.object({ runId: uuid }),
  body: emptyBody,
  response: runDto,
  errors: ["PROJECT_READ_ONLY"],
  handle: async ({ tx, workspace, params: { runId }, afterCommit }) => {
    const repositories = { runs: runRepository(tx, workspace.id), projects: projectRepository(tx, workspace.id) };
    const row = await cancelRun(tx, repositories, runId);
    // Whoever works on it in this process hears of it now, another process with its next sign of life.
    afterCommit(async () => {
      announceRun(runId);
      return undefined;
    });
    return toRun(row);
  },
});
