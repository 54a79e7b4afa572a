import { z } from "zod";
import { createCommentBody, listCommentsQuery, threadDto } from "@/lib/features/comment/comment.schema";
import { toThreadDto } from "@/lib/features/comment/comment.serializer";
import { getThread, listComments } from "@/lib/features/comment/services/list-comments";
import { createComment } from "@/lib/features/comment/services/write-comment";
import { defineRoute, reply } from "@/lib/platform/http/define-route";
import { uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

const params = z.object({ buildId: uuid });
const path = "/api/v1/builds/{buildId}/comments";

export const GET = defineRoute({
  method: "GET",
  path,
  operationId: "listComments",
  tag: "Comments",
  summary: "List the threads on a version, newest first, each with its replies",
  permission: "builds.read",
  params,
  query: listCommentsQuery,
  response: z.array(threadDto),
  paginated: true,
  handle: async ({ tx, workspace, params: { buildId }, query }) => {
    const { threads, replies, nextCursor } = await listComments(tx, workspace.id, { buildId, ...query });
    return reply(
      threads.map((thread) => toThreadDto(thread, replies)),
      { page: { nextCursor } },
    );
  },
});

export const POST = defineRoute({
  method: "POST",
  path,
  operationId: "createComment",
  tag: "Comments",
  summary: "Comment on a version, or reply in a thread; answers with the thread",
  permission: "comments.write",
  params,
  body: createCommentBody,
  response: threadDto,
  status: 201,
  idempotent: true,
  errors: ["NOT_A_THREAD", "THREAD_FULL", "MENTION_NOT_ALLOWED"],
  handle: async ({ tx, workspace, caller, params: { buildId }, body }) => {
    const { id } = await createComment({ tx, workspace, caller }, { buildId, ...body });
    return toThreadDto(...(await getThread(tx, workspace.id, id)));
  },
});
