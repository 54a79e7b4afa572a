import { z } from "zod";
import { exportRepository } from "@/lib/features/export/export.repository";
import { exportDto } from "@/lib/features/export/export.schema";
import { toExportDto } from "@/lib/features/export/export.serializer";
import { getExport } from "@/lib/features/export/services/list-exports";
import { defineRoute } from "@/lib/platform/http/define-route";
import { uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/exports/{exportId}",
  operationId: "getExport",
  tag: "Exports",
  summary: "How far an export has come",
  permission: "builds.read",
  params: z.object({ exportId: uuid }),
  response: exportDto,
  handle: async ({ tx, workspace, params: { exportId } }) =>
    toExportDto(await getExport(exportRepository(tx, workspace.id), exportId)),
});
