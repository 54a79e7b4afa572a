import { z } from "zod";
import { deadJobDto } from "@/lib/features/job/job.schema";
import { toDeadJobDto } from "@/lib/features/job/job.serializer";
import { listDeadJobs } from "@/lib/features/job/services/list-dead-jobs";
import { defineRoute, reply } from "@/lib/platform/http/define-route";
import { pageQuery } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/jobs/dead",
  operationId: "listDeadJobs",
  tag: "Jobs",
  summary: "Background work of the workspace that used up its tries",
  permission: "jobs.read",
  query: pageQuery,
  response: z.array(deadJobDto),
  paginated: true,
  handle: async ({ tx, workspace, query }) => {
    const { rows, nextCursor } = await listDeadJobs(tx, workspace.id, query);
    return reply(rows.map(toDeadJobDto), { page: { nextCursor } });
  },
});
