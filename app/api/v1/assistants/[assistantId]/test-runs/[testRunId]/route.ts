import { z } from "zod";
import { getTestRun } from "@/lib/features/assistant/services/manage-test-set";
import { testRunDto } from "@/lib/features/assistant/test-set.schema";
import { toTestRunDto } from "@/lib/features/assistant/test-set.serializer";
import { defineRoute } from "@/lib/platform/http/define-route";
import { uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/assistants/{assistantId}/test-runs/{testRunId}",
  operationId: "getTestRun",
  tag: "Assistants",
  summary: "Read a run of the test set with what was found for each question",
  permission: "assistants.read",
  params: z.object({ assistantId: uuid, testRunId: uuid }),
  response: testRunDto,
  handle: async ({ tx, workspace, params: { assistantId, testRunId } }) =>
    toTestRunDto(await getTestRun({ tx, workspaceId: workspace.id, assistantId }, testRunId)),
});
