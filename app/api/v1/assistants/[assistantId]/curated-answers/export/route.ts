import { z } from "zod";
import { exportCuratedAnswers } from "@/lib/features/assistant/services/list-curated-answers";
import { now } from "@/lib/platform/clock/clock";
import { defineRoute } from "@/lib/platform/http/define-route";
import { uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/assistants/{assistantId}/curated-answers/export",
  operationId: "exportCuratedAnswers",
  tag: "Assistants",
  summary: "Download the written answers as CSV, as the import takes them",
  permission: "assistants.read",
  params: z.object({ assistantId: uuid }),
  rawResponse: ["text/csv"],
  rateLimit: "heavy",
  handle: async ({ tx, workspace, params: { assistantId } }) =>
    new Response(await exportCuratedAnswers({ tx, workspaceId: workspace.id, assistantId }), {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="answers-${now().toISOString().slice(0, 10)}.csv"`,
        "cache-control": "private, no-store",
        "x-content-type-options": "nosniff",
      },
    }),
});
