import { z } from "zod";
import { buildRepository } from "@/lib/features/build/build.repository";
import { buildDto } from "@/lib/features/build/build.schema";
import { getBuild } from "@/lib/features/build/services/get-build";
import { showBuild } from "@/lib/features/build/services/show-build";
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
    const row = await getBuild(buildRepository(tx, workspace.id), buildId);
    return await showBuild(tx, workspace.id, row);
  },
});
