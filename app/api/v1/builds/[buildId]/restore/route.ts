import { z } from "zod";
import { filesOf } from "@/lib/features/build/build.files";
import { buildRepository } from "@/lib/features/build/build.repository";
import { buildDto } from "@/lib/features/build/build.schema";
import { toBuildDto } from "@/lib/features/build/build.serializer";
import { restoreBuild } from "@/lib/features/build/services/edit-build";
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
  errors: ["TOO_MANY_VERSIONS"],
  handle: async ({ tx, workspace, params: { buildId } }) => {
    const builds = buildRepository(tx, workspace.id);
    const row = await restoreBuild(builds, buildId);
    return toBuildDto(row, await filesOf(builds, row));
  },
});
