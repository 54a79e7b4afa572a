import { z } from "zod";
import { activityRepository } from "@/lib/features/activity/activity.repository";
import { activityDto, activityQuery } from "@/lib/features/activity/activity.schema";
import { toActivityDto } from "@/lib/features/activity/activity.serializer";
import { listActivity } from "@/lib/features/activity/services/list-activity";
import { defineRoute, reply } from "@/lib/platform/http/define-route";

export const dynamic = "force-dynamic";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/activity",
  operationId: "listActivity",
  tag: "Activity",
  summary: "What happened in the workspace or in one project, newest first",
  permission: "activity.read",
  query: activityQuery,
  response: z.array(activityDto),
  paginated: true,
  handle: async ({ tx, workspace, query }) => {
    const { rows, nextCursor } = await listActivity(activityRepository(tx, workspace.id), query);
    return reply(rows.map(toActivityDto), { page: { nextCursor } });
  },
});
