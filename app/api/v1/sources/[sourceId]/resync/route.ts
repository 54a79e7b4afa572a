import { z } from "zod";
import { resyncSource } from "@/lib/features/source/services/change-source";
import { sourceDto } from "@/lib/features/source/source.schema";
import { toSourceDto } from "@/lib/features/source/source.serializer";
import { defineRoute } from "@/lib/platform/http/define-route";
import { uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/sources/{sourceId}/resync",
  operationId: "resyncSource",
  tag: "Sources",
  summary: "Read a page or a site again; what is known stays until the new version is there",
  permission: "assistants.write",
  params: z.object({ sourceId: uuid }),
  response: sourceDto,
  status: 202,
  rateLimit: "heavy",
  errors: ["NOT_AN_ADDRESS", "SOURCE_BUSY"],
  handle: async ({ tx, workspace, params: { sourceId } }) =>
    toSourceDto(await resyncSource(tx, workspace.id, sourceId)),
});
