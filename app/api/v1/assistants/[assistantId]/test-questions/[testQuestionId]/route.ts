import { z } from "zod";
import { deleteTestQuestion, updateTestQuestion } from "@/lib/features/assistant/services/manage-test-set";
import { testQuestionDto, updateTestQuestionBody } from "@/lib/features/assistant/test-set.schema";
import { toTestQuestionDto } from "@/lib/features/assistant/test-set.serializer";
import { defineRoute } from "@/lib/platform/http/define-route";
import { uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

const params = z.object({ assistantId: uuid, testQuestionId: uuid });
const path = "/api/v1/assistants/{assistantId}/test-questions/{testQuestionId}";

export const PATCH = defineRoute({
  method: "PATCH",
  path,
  operationId: "updateTestQuestion",
  tag: "Assistants",
  summary: "Say which document a test question should be answered from, or that none has the answer",
  permission: "assistants.write",
  params,
  body: updateTestQuestionBody,
  response: testQuestionDto,
  handle: async ({ tx, workspace, params: { assistantId, testQuestionId }, body }) =>
    toTestQuestionDto(await updateTestQuestion({ tx, workspaceId: workspace.id, assistantId }, testQuestionId, body)),
});

export const DELETE = defineRoute({
  method: "DELETE",
  path,
  operationId: "deleteTestQuestion",
  tag: "Assistants",
  summary: "Take a question out of the test set; runs of before keep it",
  permission: "assistants.write",
  params,
  response: z.null(),
  handle: async ({ tx, workspace, params: { assistantId, testQuestionId } }) => {
    await deleteTestQuestion({ tx, workspaceId: workspace.id, assistantId }, testQuestionId);
    return null;
  },
});
