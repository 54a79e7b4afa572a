import { z } from "zod";
import { exportDto } from "@/lib/features/export/export.schema";
import { toExportDto } from "@/lib/features/export/export.serializer";
import { retryExport } from "@/lib/features/export/services/create-export";
import { defineRoute } from "@/lib/platform/http/define-route";
import { uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/exports/{exportId}/retry",
  operationId: "retryExport",
  tag: "Exports",
  summary: "Try a failed export again; what it had already made is used",
  permission: "exports.write",
  params: z.object({ exportId: uuid }),
  response: exportDto,
  status: 202,
  rateLimit: "heavy",
  errors: ["EXPORT_NOT_FAILED"],
  handle: async ({ tx, workspace, params: { exportId } }) => toExportDto(await retryExport(tx, workspace.id, exportId)),
});
