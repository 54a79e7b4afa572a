import { z } from "zod";
import { recordEvent } from "@/lib/features/audit/services/record-event";
import { filesOf } from "@/lib/features/build/build.files";
import { buildRepository } from "@/lib/features/build/build.repository";
import { getBuild } from "@/lib/features/build/services/get-build";
import { zipFiles } from "@/lib/features/builder";
import { ciChoices } from "@/lib/features/export/export.schema";
import { defineRoute } from "@/lib/platform/http/define-route";
import { uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/builds/{buildId}/download",
  operationId: "downloadBuild",
  tag: "Builder",
  summary: "Download a build as ZIP, with a pipeline for GitHub Actions or GitLab CI",
  leavesTrace: true,
  permission: "builds.read",
  params: z.object({ buildId: uuid }),
  query: z.strictObject({ ci: z.enum(ciChoices).default("github") }),
  rawResponse: ["application/zip"],
  rateLimit: "heavy",
  handle: async ({ tx, workspace, params: { buildId }, query }) => {
    const builds = buildRepository(tx, workspace.id);
    const row = await getBuild(builds, buildId);
    const bytes = await zipFiles(await filesOf(builds, row, query.ci));
    await recordEvent(tx, {
      workspaceId: workspace.id,
      action: "build.downloaded",
      targetType: "build",
      targetId: buildId,
    });
    const name = `${
      row.app_name
        .normalize("NFKD")
        .replace(/[^a-zA-Z0-9]+/g, "-")
        .replace(/^-+|-+$/g, "")
        .toLowerCase() || "app"
    }-v${row.version}.zip`;
    return new Response(Buffer.from(bytes), {
      headers: {
        "content-type": "application/zip",
        "content-disposition": `attachment; filename="${name}"`,
        "content-length": String(bytes.byteLength),
        "cache-control": "private, no-store",
      },
    });
  },
});
