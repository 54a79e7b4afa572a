import { z } from "zod";
import { listPeople } from "@/lib/features/sharing/services/share-project";
import { listPeopleQuery, personDto } from "@/lib/features/sharing/sharing.schema";
import { defineRoute, reply } from "@/lib/platform/http/define-route";
import { uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/projects/{projectId}/people",
  operationId: "listProjectPeople",
  tag: "Sharing",
  summary: "List everybody who sees a project, by name: the people a comment can mention",
  permission: "builds.read",
  params: z.object({ projectId: uuid }),
  query: listPeopleQuery,
  response: z.array(personDto),
  paginated: true,
  handle: async ({ tx, workspace, params: { projectId }, query }) => {
    const { rows, nextCursor } = await listPeople({ tx, workspace, projectId }, query);
    const people = rows.map((row) => ({ userId: row.user_id, displayName: row.display_name }));
    return reply(people, { page: { nextCursor } });
  },
});
