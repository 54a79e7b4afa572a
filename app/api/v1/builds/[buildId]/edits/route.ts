import { z } from "zod";
import { buildRepository } from "@/lib/features/build/build.repository";
import { buildDto, editBuildBody } from "@/lib/features/build/build.schema";
import { editBuild } from "@/lib/features/build/services/edit-build";
import { requireBuildEditor } from "@/lib/features/build/services/require-build-editor";
import { showBuild } from "@/lib/features/build/services/show-build";
import { defineRoute } from "@/lib/platform/http/define-route";
import { uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/builds/{buildId}/edits",
  operationId: "editBuild",
  tag: "Builder",
  summary: "Change the newest plan and keep the result as the next version",
  permission: "builds.write",
  params: z.object({ buildId: uuid }),
  body: editBuildBody,
  response: buildDto,
  status: 201,
  idempotent: true,
  bodyLimitBytes: 256 * 1024,
  rateLimit: "heavy",
  errors: ["PROJECT_READ_ONLY", "BUILD_OUTDATED", "TOO_MANY_VERSIONS", "CHANGE_NOT_POSSIBLE", "CHANGE_NOT_UNDERSTOOD"],
  handle: async ({ tx, workspace, params: { buildId }, body }) => {
    await requireBuildEditor(tx, workspace.id, buildId);
    const row = await editBuild(buildRepository(tx, workspace.id), buildId, body.operations);
    return await showBuild(tx, workspace.id, row);
  },
});
