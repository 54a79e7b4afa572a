import { z } from "zod";
import {
  curatedAnswerDto,
  deletedCuratedAnswerDto,
  updateCuratedAnswerBody,
} from "@/lib/features/assistant/curated.schema";
import { toCuratedAnswerDto } from "@/lib/features/assistant/curated.serializer";
import { deleteCuratedAnswer, updateCuratedAnswer } from "@/lib/features/assistant/services/write-curated-answer";
import { defineRoute } from "@/lib/platform/http/define-route";
import { uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

const params = z.object({ assistantId: uuid, curatedAnswerId: uuid });
const path = "/api/v1/assistants/{assistantId}/curated-answers/{curatedAnswerId}";

export const PATCH = defineRoute({
  method: "PATCH",
  path,
  operationId: "updateCuratedAnswer",
  tag: "Assistants",
  summary: "Change a written answer; the next question gets the new one",
  permission: "assistants.write",
  params,
  body: updateCuratedAnswerBody,
  response: curatedAnswerDto,
  errors: ["CURATED_ANSWER_EXISTS"],
  handle: async ({ tx, workspace, params: { assistantId, curatedAnswerId }, body }) =>
    toCuratedAnswerDto(
      await updateCuratedAnswer({ tx, workspaceId: workspace.id, assistantId }, curatedAnswerId, body),
    ),
});

export const DELETE = defineRoute({
  method: "DELETE",
  path,
  operationId: "deleteCuratedAnswer",
  tag: "Assistants",
  summary: "Delete a written answer; the unanswered questions it had answered are open again",
  permission: "assistants.write",
  params,
  response: deletedCuratedAnswerDto,
  handle: async ({ tx, workspace, params: { assistantId, curatedAnswerId } }) => ({
    reopenedGapIds: await deleteCuratedAnswer({ tx, workspaceId: workspace.id, assistantId }, curatedAnswerId),
  }),
});
