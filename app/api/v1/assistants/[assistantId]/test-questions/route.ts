import { z } from "zod";
import { createTestQuestion, listTestQuestions } from "@/lib/features/assistant/services/manage-test-set";
import {
  createTestQuestionBody,
  listTestQuestionsQuery,
  testQuestionDto,
} from "@/lib/features/assistant/test-set.schema";
import { toTestQuestionDto } from "@/lib/features/assistant/test-set.serializer";
import { defineRoute, reply } from "@/lib/platform/http/define-route";
import { uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

const params = z.object({ assistantId: uuid });
const path = "/api/v1/assistants/{assistantId}/test-questions";

export const GET = defineRoute({
  method: "GET",
  path,
  operationId: "listTestQuestions",
  tag: "Assistants",
  summary: "List the questions that measure an assistant, newest first",
  permission: "assistants.read",
  params,
  query: listTestQuestionsQuery,
  response: z.array(testQuestionDto),
  paginated: true,
  handle: async ({ tx, workspace, params: { assistantId }, query }) => {
    const { rows, nextCursor } = await listTestQuestions({ tx, workspaceId: workspace.id, assistantId }, query);
    return reply(rows.map(toTestQuestionDto), { page: { nextCursor } });
  },
});

export const POST = defineRoute({
  method: "POST",
  path,
  operationId: "createTestQuestion",
  tag: "Assistants",
  summary: "Add a question with the document it should be answered from, or with none",
  permission: "assistants.write",
  params,
  body: createTestQuestionBody,
  response: testQuestionDto,
  status: 201,
  idempotent: true,
  errors: ["TEST_QUESTION_EXISTS", "TOO_MANY_TEST_QUESTIONS"],
  handle: async ({ tx, workspace, params: { assistantId }, body }) =>
    toTestQuestionDto(await createTestQuestion({ tx, workspaceId: workspace.id, assistantId }, body)),
});
