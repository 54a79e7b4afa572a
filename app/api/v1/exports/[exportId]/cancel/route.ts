import { z } from "zod";
import { exportDto } from "@/lib/features/export/export.schema";
import { toExportDto } from "@/lib/features/export/export.serializer";
import { cancelExport } from "@/lib/features/export/services/cancel-export";
import { defineRoute } from "@/lib/platform/http/define-route";
import { uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/exports/{exportId}/cancel",
  operationId: "cancelExport",
  tag: "Exports",
  summary: "Ask for the end of a deploy that is under way; exports to GitHub take seconds and have none",
  permission: "exports.write",
  params: z.object({ exportId: uuid }),
  response: exportDto,
  status: 202,
  rateLimit: "heavy",
  errors: ["EXPORT_NOT_CANCELABLE"],
  handle: async ({ tx, workspace, params: { exportId } }) =>
    toExportDto(await cancelExport(tx, workspace.id, exportId)),
});
