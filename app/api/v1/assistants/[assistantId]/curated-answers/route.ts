import { z } from "zod";
import {
  createCuratedAnswerBody,
  curatedAnswerDto,
  listCuratedAnswersQuery,
} from "@/lib/features/assistant/curated.schema";
import { toCuratedAnswerDto } from "@/lib/features/assistant/curated.serializer";
import { listCuratedAnswers } from "@/lib/features/assistant/services/list-curated-answers";
import { createCuratedAnswer } from "@/lib/features/assistant/services/write-curated-answer";
import { defineRoute, reply } from "@/lib/platform/http/define-route";
import { uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

const params = z.object({ assistantId: uuid });
const path = "/api/v1/assistants/{assistantId}/curated-answers";

export const GET = defineRoute({
  method: "GET",
  path,
  operationId: "listCuratedAnswers",
  tag: "Assistants",
  summary: "List the answers people wrote for an assistant, newest first",
  permission: "assistants.read",
  params,
  query: listCuratedAnswersQuery,
  response: z.array(curatedAnswerDto),
  paginated: true,
  handle: async ({ tx, workspace, params: { assistantId }, query }) => {
    const { rows, nextCursor } = await listCuratedAnswers({ tx, workspaceId: workspace.id, assistantId }, query);
    return reply(rows.map(toCuratedAnswerDto), { page: { nextCursor } });
  },
});

export const POST = defineRoute({
  method: "POST",
  path,
  operationId: "createCuratedAnswer",
  tag: "Assistants",
  summary: "Write an answer that beats every document, and close the unanswered questions it answers",
  permission: "assistants.write",
  params,
  body: createCuratedAnswerBody,
  response: curatedAnswerDto,
  status: 201,
  idempotent: true,
  errors: ["CURATED_ANSWER_EXISTS", "TOO_MANY_CURATED_ANSWERS"],
  handle: async ({ tx, workspace, params: { assistantId }, body }) =>
    toCuratedAnswerDto(await createCuratedAnswer({ tx, workspaceId: workspace.id, assistantId }, body)),
});
