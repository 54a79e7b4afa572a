import { z } from "zod";
import { filesOf } from "@/lib/features/build/build.files";
import { buildRepository } from "@/lib/features/build/build.repository";
import { fileDto, fileQuery } from "@/lib/features/build/build.schema";
import { sizeOf } from "@/lib/features/build/build.serializer";
import { getBuild } from "@/lib/features/build/services/get-build";
import { NotFoundError } from "@/lib/platform/errors/errors";
import { defineRoute } from "@/lib/platform/http/define-route";
import { uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/builds/{buildId}/file",
  operationId: "getBuildFile",
  tag: "Builder",
  summary: "Read one file of a build",
  permission: "builds.read",
  params: z.object({ buildId: uuid }),
  query: fileQuery,
  response: fileDto,
  handle: async ({ tx, workspace, params: { buildId }, query }) => {
    const builds = buildRepository(tx, workspace.id);
    const row = await getBuild(builds, buildId);
    const file = (await filesOf(builds, row)).find((candidate) => candidate.path === query.path);
    if (!file) throw new NotFoundError();
    return { path: file.path, content: file.content, sizeBytes: sizeOf(file) };
  },
});
