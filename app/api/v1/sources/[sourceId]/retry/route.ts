import { z } from "zod";
import { retrySource } from "@/lib/features/source/services/change-source";
import { sourceDto } from "@/lib/features/source/source.schema";
import { toSourceDto } from "@/lib/features/source/source.serializer";
import { defineRoute } from "@/lib/platform/http/define-route";
import { uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/sources/{sourceId}/retry",
  operationId: "retrySource",
  tag: "Sources",
  summary: "Read a source that has failed once more",
  permission: "assistants.write",
  params: z.object({ sourceId: uuid }),
  response: sourceDto,
  status: 202,
  rateLimit: "heavy",
  errors: ["SOURCE_NOT_FAILED"],
  handle: async ({ tx, workspace, params: { sourceId } }) => toSourceDto(await retrySource(tx, workspace.id, sourceId)),
});
