import { z } from "zod";
import { listTestDocuments } from "@/lib/features/assistant/services/manage-test-set";
import { listTestDocumentsQuery, testDocumentDto } from "@/lib/features/assistant/test-set.schema";
import { defineRoute } from "@/lib/platform/http/define-route";
import { uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/assistants/{assistantId}/test-documents",
  operationId: "listTestDocuments",
  tag: "Assistants",
  summary: "Find documents that a test question can expect, by title, the first fifty",
  permission: "assistants.read",
  params: z.object({ assistantId: uuid }),
  query: listTestDocumentsQuery,
  response: z.array(testDocumentDto),
  handle: async ({ tx, workspace, params: { assistantId }, query }) =>
    await listTestDocuments({ tx, workspaceId: workspace.id, assistantId }, query.q || undefined),
});
