import { z } from "zod";
import { listMessagesQuery, messageDto, replyBody } from "@/lib/features/conversation/conversation.schema";
import { toMessageDto } from "@/lib/features/conversation/conversation.serializer";
import { announcing } from "@/lib/features/conversation/services/inbox-events";
import { getMessage, listMessages } from "@/lib/features/conversation/services/inbox-read";
import { replyToVisitor } from "@/lib/features/conversation/services/inbox-reply";
import { defineRoute, reply } from "@/lib/platform/http/define-route";
import { uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

const params = z.object({ conversationId: uuid });
const path = "/api/v1/conversations/{conversationId}/messages";

export const GET = defineRoute({
  method: "GET",
  path,
  operationId: "listMessages",
  tag: "Inbox",
  summary: "List what was said in a conversation, newest first, with the passages that answers come from",
  permission: "conversations.read",
  params,
  query: listMessagesQuery,
  response: z.array(messageDto),
  paginated: true,
  handle: async ({ tx, workspace, params: { conversationId }, query }) => {
    const { rows, citations, nextCursor } = await listMessages(tx, workspace.id, { conversationId, ...query });
    return reply(
      rows.map((row) => toMessageDto(row, citations)),
      { page: { nextCursor } },
    );
  },
});

export const POST = defineRoute({
  method: "POST",
  path,
  operationId: "replyToVisitor",
  tag: "Inbox",
  summary: "Answer a visitor as a person; the conversation is yours if nobody has it, and the assistant is silent",
  permission: "conversations.write",
  params,
  body: replyBody,
  response: messageDto,
  status: 201,
  errors: ["CONVERSATION_RESOLVED", "CLIENT_KEY_USED"],
  handle: async ({ tx, workspace, caller, params: { conversationId }, body, afterCommit }) => {
    const messageId = await replyToVisitor({ tx, workspace, caller }, { conversationId, ...body });
    afterCommit(announcing(conversationId));
    return toMessageDto(...(await getMessage(tx, workspace.id, { conversationId, messageId })));
  },
});
