import { z } from "zod";
import { createSource } from "@/lib/features/source/services/create-source";
import { listSources } from "@/lib/features/source/services/list-sources";
import { createSourceBody, listSourcesQuery, sourceDto } from "@/lib/features/source/source.schema";
import { toSourceDto } from "@/lib/features/source/source.serializer";
import { defineRoute, reply } from "@/lib/platform/http/define-route";
import { uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

const params = z.object({ assistantId: uuid });
const path = "/api/v1/assistants/{assistantId}/sources";
const tag = "Sources";

export const GET = defineRoute({
  method: "GET",
  path,
  operationId: "listSources",
  tag,
  summary: "List what an assistant knows, newest first",
  permission: "assistants.read",
  params,
  query: listSourcesQuery,
  response: z.array(sourceDto),
  paginated: true,
  handle: async ({ tx, workspace, params: { assistantId }, query }) => {
    const { rows, nextCursor } = await listSources(tx, workspace.id, { assistantId, ...query });
    return reply(rows.map(toSourceDto), { page: { nextCursor } });
  },
});

export const POST = defineRoute({
  method: "POST",
  path,
  operationId: "createSource",
  tag,
  summary: "Add a text, a page or a site; 200 with the source there is when the assistant has the same already",
  permission: "assistants.write",
  params,
  body: createSourceBody,
  // Characters may take six bytes each.
  bodyLimitBytes: 1024 * 1024,
  response: sourceDto,
  status: 201,
  idempotent: true,
  errors: ["SOURCE_LIMIT"],
  handle: async ({ tx, workspace, params: { assistantId }, body }) => {
    const { row, isNew } = await createSource(tx, workspace.id, { assistantId, ...body });
    return reply(toSourceDto(row), isNew ? {} : { status: 200, message: "The assistant has this already." });
  },
});
