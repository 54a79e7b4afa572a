import { z } from "zod";
import { cannedReplyDto, updateCannedReplyBody } from "@/lib/features/canned-reply/canned-reply.schema";
import { toCannedReplyDto } from "@/lib/features/canned-reply/canned-reply.serializer";
import { deleteCannedReply, updateCannedReply } from "@/lib/features/canned-reply/services/keep-canned-replies";
import { defineRoute } from "@/lib/platform/http/define-route";
import { uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

const params = z.object({ cannedReplyId: uuid });
const path = "/api/v1/canned-replies/{cannedReplyId}";

export const PATCH = defineRoute({
  method: "PATCH",
  path,
  operationId: "updateCannedReply",
  tag: "Inbox",
  summary: "Change a ready-made reply",
  permission: "conversations.write",
  params,
  body: updateCannedReplyBody,
  response: cannedReplyDto,
  errors: ["REPLY_TITLE_TAKEN"],
  handle: async ({ tx, workspace, params: { cannedReplyId: id }, body }) =>
    toCannedReplyDto(await updateCannedReply(tx, workspace.id, { id, ...body })),
});

export const DELETE = defineRoute({
  method: "DELETE",
  path,
  operationId: "deleteCannedReply",
  tag: "Inbox",
  summary: "Delete a ready-made reply; what was sent with it stays",
  permission: "conversations.write",
  params,
  response: z.null(),
  handle: async ({ tx, workspace, params: { cannedReplyId } }) => {
    await deleteCannedReply(tx, workspace.id, cannedReplyId);
    return null;
  },
});
