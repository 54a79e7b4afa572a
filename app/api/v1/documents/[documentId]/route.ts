import { z } from "zod";
import { getDocument } from "@/lib/features/source/services/list-sources";
import { documentDto, readDocumentQuery } from "@/lib/features/source/source.schema";
import { toDocumentDto } from "@/lib/features/source/source.serializer";
import { defineRoute } from "@/lib/platform/http/define-route";
import { uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/documents/{documentId}",
  operationId: "getDocument",
  tag: "Sources",
  summary: "A document with a part of its text, at most 20,000 characters",
  permission: "assistants.read",
  params: z.object({ documentId: uuid }),
  query: readDocumentQuery,
  response: documentDto,
  handle: async ({ tx, workspace, params: { documentId }, query }) =>
    toDocumentDto(await getDocument(tx, workspace.id, documentId), query),
});
