import { z } from "zod";
import { buildRepository } from "@/lib/features/build/build.repository";
import { validationDto } from "@/lib/features/build/compare.schema";
import { validateBuild } from "@/lib/features/build/services/compare-builds";
import { defineRoute } from "@/lib/platform/http/define-route";
import { uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/builds/{buildId}/validation",
  operationId: "validateBuild",
  tag: "Builder",
  summary: "Read what the checks say about a build's plan",
  permission: "builds.read",
  params: z.object({ buildId: uuid }),
  response: validationDto,
  handle: ({ tx, workspace, params: { buildId } }) => validateBuild(buildRepository(tx, workspace.id), buildId),
});
