import { z } from "zod";
import {
  cannedReplyDto,
  createCannedReplyBody,
  listCannedRepliesQuery,
} from "@/lib/features/canned-reply/canned-reply.schema";
import { toCannedReplyDto } from "@/lib/features/canned-reply/canned-reply.serializer";
import { createCannedReply, listCannedReplies } from "@/lib/features/canned-reply/services/keep-canned-replies";
import { defineRoute, reply } from "@/lib/platform/http/define-route";

export const dynamic = "force-dynamic";

const path = "/api/v1/canned-replies";

export const GET = defineRoute({
  method: "GET",
  path,
  operationId: "listCannedReplies",
  tag: "Inbox",
  summary: "List the workspace's ready-made replies, newest first",
  permission: "conversations.read",
  query: listCannedRepliesQuery,
  response: z.array(cannedReplyDto),
  paginated: true,
  handle: async ({ tx, workspace, query }) => {
    const { rows, nextCursor } = await listCannedReplies(tx, workspace.id, query);
    return reply(rows.map(toCannedReplyDto), { page: { nextCursor } });
  },
});

export const POST = defineRoute({
  method: "POST",
  path,
  operationId: "createCannedReply",
  tag: "Inbox",
  summary: "Keep a reply that is given often",
  permission: "conversations.write",
  body: createCannedReplyBody,
  response: cannedReplyDto,
  status: 201,
  idempotent: true,
  errors: ["REPLY_TITLE_TAKEN"],
  handle: async ({ tx, workspace, body }) => toCannedReplyDto(await createCannedReply(tx, workspace.id, body)),
});
