import { z } from "zod";
import { listDocuments } from "@/lib/features/source/services/list-sources";
import { documentSummaryDto } from "@/lib/features/source/source.schema";
import { toDocumentSummaryDto } from "@/lib/features/source/source.serializer";
import { defineRoute, reply } from "@/lib/platform/http/define-route";
import { pageQuery, uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/sources/{sourceId}/documents",
  operationId: "listSourceDocuments",
  tag: "Sources",
  summary: "List what a source was read into: one document, or the pages of a site",
  permission: "assistants.read",
  params: z.object({ sourceId: uuid }),
  query: pageQuery,
  response: z.array(documentSummaryDto),
  paginated: true,
  handle: async ({ tx, workspace, params: { sourceId }, query }) => {
    const { rows, nextCursor } = await listDocuments(tx, workspace.id, { sourceId, ...query });
    return reply(rows.map(toDocumentSummaryDto), { page: { nextCursor } });
  },
});
