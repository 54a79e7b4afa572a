import { z } from "zod";
import { buildRepository } from "@/lib/features/build/build.repository";
import { buildDto } from "@/lib/features/build/build.schema";
import { restoreBuild } from "@/lib/features/build/services/edit-build";
import { requireBuildEditor } from "@/lib/features/build/services/require-build-editor";
import { showBuild } from "@/lib/features/build/services/show-build";
import { defineRoute } from "@/lib/platform/http/define-route";
import { uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/builds/{buildId}/restore",
  operationId: "restoreBuild",
  tag: "Builder",
  summary: "Bring an earlier version back as the newest one",
  permission: "builds.write",
  params: z.object({ buildId: uuid }),
  response: buildDto,
  status: 201,
  idempotent: true,
  rateLimit: "heavy",
  errors: ["PROJECT_READ_ONLY", "TOO_MANY_VERSIONS"],
  handle: async ({ tx, workspace, params: { buildId } }) => {
    await requireBuildEditor(tx, workspace.id, buildId);
    const row = await restoreBuild(buildRepository(tx, workspace.id), buildId);
    return await showBuild(tx, workspace.id, row);
  },
});
