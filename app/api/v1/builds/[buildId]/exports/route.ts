import { z } from "zod";
import { createExportBody, exportDto } from "@/lib/features/export/export.schema";
import { toExportDto } from "@/lib/features/export/export.serializer";
import { createExport } from "@/lib/features/export/services/create-export";
import { defineRoute } from "@/lib/platform/http/define-route";
import { uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/builds/{buildId}/exports",
  operationId: "createExport",
  tag: "Exports",
  summary:
    "Export a build to GitHub (a new private repository, or a pull request in an existing one) or deploy it to a host. A job does it",
  permission: "exports.write",
  params: z.object({ buildId: uuid }),
  body: createExportBody,
  response: exportDto,
  status: 202,
  idempotent: true,
  rateLimit: "heavy",
  errors: ["ENCRYPTION_NOT_CONFIGURED", "NEEDS_CONTAINERS", "NEEDS_REPOSITORY", "UNKNOWN_SETTING", "WRONG_CONNECTION"],
  handle: async ({ tx, workspace, params: { buildId }, body }) =>
    toExportDto(await createExport(tx, workspace.id, { ...body, buildId })),
});
