import { z } from "zod";
import { buildRepository } from "@/lib/features/build/build.repository";
import { proposalDto, proposeBody } from "@/lib/features/build/build.schema";
import { proposeChange } from "@/lib/features/build/services/edit-build";
import { requireBuildEditor } from "@/lib/features/build/services/require-build-editor";
import { defineRoute } from "@/lib/platform/http/define-route";
import { uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/builds/{buildId}/proposals",
  operationId: "proposeBuildChange",
  tag: "Builder",
  summary: "Show what a wish in plain words, or a list of operations, would change; changes nothing",
  permission: "builds.write",
  params: z.object({ buildId: uuid }),
  body: proposeBody,
  response: proposalDto,
  bodyLimitBytes: 256 * 1024,
  rateLimit: "heavy",
  errors: ["PROJECT_READ_ONLY", "CHANGE_NOT_UNDERSTOOD", "CHANGE_NOT_POSSIBLE"],
  handle: async ({ tx, workspace, params: { buildId }, body }) => {
    await requireBuildEditor(tx, workspace.id, buildId);
    return await proposeChange(buildRepository(tx, workspace.id), buildId, body);
  },
});
