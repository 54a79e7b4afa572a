import { chatAfterQuery, chatConversationParams, chatStateDto } from "@/lib/features/conversation/chat.schema";
import { chatOrigin } from "@/lib/features/conversation/services/open-chat";
import { readChat } from "@/lib/features/conversation/services/read-chat";
import { defineRoute } from "@/lib/platform/http/define-route";
import { preflight } from "@/lib/platform/http/preflight";

export const dynamic = "force-dynamic";

export const OPTIONS = preflight(chatOrigin, "GET");

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/chat/{assistantKey}/conversations/{conversationId}",
  operationId: "readChat",
  tag: "Chat",
  summary: "Read a conversation of the visitor's from a message on, a hundred messages at a time",
  permission: "visitor",
  crossOrigin: chatOrigin,
  params: chatConversationParams,
  query: chatAfterQuery,
  response: chatStateDto,
  errors: ["ORIGIN_NOT_ALLOWED"],
  handle: async ({ visitor, params: { conversationId }, query: { after }, context }) =>
    await readChat(visitor, { conversationId, after }, context),
});
