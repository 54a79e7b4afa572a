import { z } from "zod";
import { readAnswerSetting } from "@/lib/features/assistant/answers/setting.repository";
import { listTestRuns } from "@/lib/features/assistant/services/manage-test-set";
import { keepTestRun, readTestQuestions, searchAll } from "@/lib/features/assistant/services/run-test-set";
import { listTestRunsQuery, testRunDto, testRunSummaryDto } from "@/lib/features/assistant/test-set.schema";
import { toTestRunDto, toTestRunSummary } from "@/lib/features/assistant/test-set.serializer";
import { NotFoundError } from "@/lib/platform/errors/errors";
import { defineRoute, reply } from "@/lib/platform/http/define-route";
import { uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

const params = z.object({ assistantId: uuid });
const path = "/api/v1/assistants/{assistantId}/test-runs";

export const GET = defineRoute({
  method: "GET",
  path,
  operationId: "listTestRuns",
  tag: "Assistants",
  summary: "List runs of the test set, newest first",
  permission: "assistants.read",
  params,
  query: listTestRunsQuery,
  response: z.array(testRunSummaryDto),
  paginated: true,
  handle: async ({ tx, workspace, params: { assistantId }, query }) => {
    const { rows, nextCursor } = await listTestRuns({ tx, workspaceId: workspace.id, assistantId }, query);
    return reply(rows.map(toTestRunSummary), { page: { nextCursor } });
  },
});

export const POST = defineRoute({
  method: "POST",
  path,
  operationId: "createTestRun",
  tag: "Assistants",
  summary: "Ask every question of the test set and measure what is found",
  permission: "assistants.write",
  params,
  response: testRunDto,
  status: 201,
  rateLimit: "heavy",
  idempotent: true,
  errors: ["NO_TEST_QUESTIONS"],
  prepare: async ({ tx, workspace, params: { assistantId }, credentials, context, request }) => {
    const place = { workspaceId: workspace.id, assistantId };
    const setting = await readAnswerSetting(tx, place);
    if (!setting) throw new NotFoundError();
    const questions = await readTestQuestions({ tx, ...place });
    const run = { ...place, credentials, context, signal: request.signal };
    return async () => ({ results: await searchAll(run, questions), thresholds: setting.thresholds });
  },
  handle: async ({ tx, workspace, params: { assistantId }, prepared: { results, thresholds } }) =>
    toTestRunDto(await keepTestRun({ tx, workspaceId: workspace.id, assistantId }, results, thresholds)),
});
