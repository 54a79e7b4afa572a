import { z } from "zod";
import { curatedImportBytes, importedAnswersDto } from "@/lib/features/assistant/curated.schema";
import { importCuratedAnswers } from "@/lib/features/assistant/services/import-curated-answers";
import { defineRoute } from "@/lib/platform/http/define-route";
import { uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/assistants/{assistantId}/curated-answers/import",
  operationId: "importCuratedAnswers",
  tag: "Assistants",
  summary: "Add the answers of a CSV file (question, wordings between bars, answer, url), all of them or none",
  permission: "assistants.write",
  params: z.object({ assistantId: uuid }),
  rawBody: ["text/csv"],
  response: importedAnswersDto,
  bodyLimitBytes: curatedImportBytes,
  rateLimit: "heavy",
  idempotent: true,
  errors: ["IMPORT_INVALID", "NOT_UTF8", "NOT_CSV", "TOO_MANY_CURATED_ANSWERS"],
  handle: async ({ tx, workspace, params: { assistantId }, bytes }) =>
    await importCuratedAnswers({ tx, workspaceId: workspace.id, assistantId }, bytes),
});
