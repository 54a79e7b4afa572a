import { z } from "zod";
import { runRepository } from "@/lib/features/build/run.repository";
import { runDto } from "@/lib/features/build/run.schema";
import { toRun } from "@/lib/features/build/run.serializer";
import { getRun } from "@/lib/features/build/services/get-run";
import { defineRoute } from "@/lib/platform/http/define-route";
import { uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/runs/{runId}",
  operationId: "getBuildRun",
  tag: "Builder",
  summary: "Read a run: how far an idea is on its way to a build",
  permission: "builds.read",
  params: z.object({ runId: uuid }),
  response: runDto,
  handle: async ({ tx, workspace, params: { runId } }) => toRun(await getRun(runRepository(tx, workspace.id), runId)),
});
