import { z } from "zod";
import { summarizeSources } from "@/lib/features/source/services/list-sources";
import { sourceSummaryDto } from "@/lib/features/source/source.schema";
import { defineRoute } from "@/lib/platform/http/define-route";
import { uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/assistants/{assistantId}/sources/summary",
  operationId: "summarizeSources",
  tag: "Sources",
  summary: "How much an assistant knows: sources, documents, passages and bytes",
  permission: "assistants.read",
  params: z.object({ assistantId: uuid }),
  response: sourceSummaryDto,
  handle: ({ tx, workspace, params: { assistantId } }) => summarizeSources(tx, workspace.id, assistantId),
});
