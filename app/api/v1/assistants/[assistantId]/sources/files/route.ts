import { z } from "zod";
import { uploadSource } from "@/lib/features/source/services/create-source";
import { maxFileBytes, sourceDto, uploadSourceQuery } from "@/lib/features/source/source.schema";
import { toSourceDto } from "@/lib/features/source/source.serializer";
import { defineRoute, reply } from "@/lib/platform/http/define-route";
import { uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/assistants/{assistantId}/sources/files",
  operationId: "uploadSource",
  tag: "Sources",
  summary:
    "Add a file of at most 10 MB: PDF, Word, HTML, Markdown, CSV or text; 200 with the source there is when the assistant has the same bytes already",
  permission: "assistants.write",
  params: z.object({ assistantId: uuid }),
  query: uploadSourceQuery,
  rawBody: ["application/octet-stream"],
  bodyLimitBytes: maxFileBytes,
  response: sourceDto,
  status: 201,
  idempotent: true,
  errors: ["SOURCE_LIMIT", "EMPTY_FILE"],
  handle: async ({ tx, workspace, params: { assistantId }, query, bytes }) => {
    const { row, isNew } = await uploadSource(tx, workspace.id, { assistantId, ...query, bytes });
    return reply(toSourceDto(row), isNew ? {} : { status: 200, message: "The assistant has this file already." });
  },
});
