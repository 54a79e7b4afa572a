import { z } from "zod";
import { filesOf } from "@/lib/features/build/build.files";
import { buildRepository } from "@/lib/features/build/build.repository";
import { buildDto } from "@/lib/features/build/build.schema";
import { toBuildDto } from "@/lib/features/build/build.serializer";
import { getBuild } from "@/lib/features/build/services/get-build";
import { defineRoute } from "@/lib/platform/http/define-route";
import { uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/builds/{buildId}",
  operationId: "getBuild",
  tag: "Builder",
  summary: "Read a build: blueprint, file list and README",
  permission: "builds.read",
  params: z.object({ buildId: uuid }),
  response: buildDto,
  handle: async ({ tx, workspace, params: { buildId } }) => {
    const builds = buildRepository(tx, workspace.id);
    const row = await getBuild(builds, buildId);
    return toBuildDto(row, await filesOf(builds, row));
  },
});
