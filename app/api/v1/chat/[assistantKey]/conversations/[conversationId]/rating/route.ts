import { chatConversationParams, chatStateDto, ratingBody } from "@/lib/features/conversation/chat.schema";
import { rateChat } from "@/lib/features/conversation/services/change-chat";
import { chatOrigin } from "@/lib/features/conversation/services/open-chat";
import { defineRoute } from "@/lib/platform/http/define-route";
import { preflight } from "@/lib/platform/http/preflight";

export const dynamic = "force-dynamic";

export const OPTIONS = preflight(chatOrigin, "POST");

export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/chat/{assistantKey}/conversations/{conversationId}/rating",
  operationId: "rateChat",
  tag: "Chat",
  summary: "Rate a conversation that is over, from 1 to 5",
  permission: "visitor",
  crossOrigin: chatOrigin,
  params: chatConversationParams,
  body: ratingBody,
  response: chatStateDto,
  errors: ["NOT_OVER", "ORIGIN_NOT_ALLOWED"],
  handle: async ({ visitor, params: { conversationId }, body, context }) =>
    await rateChat(visitor, { conversationId, ...body }, context),
});
