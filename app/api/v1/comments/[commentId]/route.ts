import { z } from "zod";
import { threadDto, updateCommentBody } from "@/lib/features/comment/comment.schema";
import { toThreadDto } from "@/lib/features/comment/comment.serializer";
import { getThread } from "@/lib/features/comment/services/list-comments";
import { deleteComment, updateComment } from "@/lib/features/comment/services/write-comment";
import { defineRoute } from "@/lib/platform/http/define-route";
import { uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

const params = z.object({ commentId: uuid });
const path = "/api/v1/comments/{commentId}";

export const PATCH = defineRoute({
  method: "PATCH",
  path,
  operationId: "updateComment",
  tag: "Comments",
  summary: "Change a comment of your own, or resolve and reopen a thread; answers with the thread",
  permission: "comments.write",
  params,
  body: updateCommentBody,
  response: threadDto,
  errors: ["NOT_YOUR_COMMENT", "COMMENT_DELETED", "NOT_A_THREAD", "MENTION_NOT_ALLOWED"],
  handle: async ({ tx, workspace, caller, params: { commentId }, body }) => {
    await updateComment({ tx, workspace, caller }, { commentId, ...body });
    return toThreadDto(...(await getThread(tx, workspace.id, commentId)));
  },
});

export const DELETE = defineRoute({
  method: "DELETE",
  path,
  operationId: "deleteComment",
  tag: "Comments",
  summary: "Delete a comment of your own, or any as an admin; where somebody replied an empty place stays",
  permission: "comments.write",
  params,
  response: z.null(),
  errors: ["NOT_YOUR_COMMENT", "COMMENT_DELETED"],
  handle: async ({ tx, workspace, caller, params: { commentId } }) => {
    await deleteComment({ tx, workspace, caller }, commentId);
    return null;
  },
});
