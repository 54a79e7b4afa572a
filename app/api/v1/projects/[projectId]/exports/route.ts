import { z } from "zod";
import { exportRepository } from "@/lib/features/export/export.repository";
import { exportDto } from "@/lib/features/export/export.schema";
import { toExportDto } from "@/lib/features/export/export.serializer";
import { listExports } from "@/lib/features/export/services/list-exports";
import { projectRepository } from "@/lib/features/project/project.repository";
import { getProject } from "@/lib/features/project/services/save-project";
import { defineRoute, reply } from "@/lib/platform/http/define-route";
import { pageQuery, uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/projects/{projectId}/exports",
  operationId: "listExports",
  tag: "Exports",
  summary: "List the exports of a project, newest first",
  permission: "builds.read",
  params: z.object({ projectId: uuid }),
  query: pageQuery,
  response: z.array(exportDto),
  paginated: true,
  handle: async ({ tx, workspace, params: { projectId }, query }) => {
    await getProject(projectRepository(tx, workspace.id), projectId);
    const { rows, nextCursor } = await listExports(exportRepository(tx, workspace.id), { projectId, ...query });
    return reply(rows.map(toExportDto), { page: { nextCursor } });
  },
});
