import { z } from "zod";
import { retryJob } from "@/lib/features/job/services/retry-job";
import { defineRoute } from "@/lib/platform/http/define-route";
import { uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/jobs/{jobId}/retry",
  operationId: "retryJob",
  tag: "Jobs",
  summary: "Give a dead job one more try",
  permission: "jobs.write",
  params: z.object({ jobId: uuid }),
  response: z.null(),
  idempotent: true,
  handle: async ({ tx, workspace, params: { jobId } }) => {
    await retryJob(tx, workspace.id, jobId);
    return null;
  },
});
