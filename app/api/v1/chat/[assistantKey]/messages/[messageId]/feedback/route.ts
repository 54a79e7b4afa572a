import { chatMessageDto, chatMessageParams, feedbackBody } from "@/lib/features/conversation/chat.schema";
import { judgeAnswer } from "@/lib/features/conversation/services/change-chat";
import { chatOrigin } from "@/lib/features/conversation/services/open-chat";
import { defineRoute } from "@/lib/platform/http/define-route";
import { preflight } from "@/lib/platform/http/preflight";

export const dynamic = "force-dynamic";

export const OPTIONS = preflight(chatOrigin, "POST");

export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/chat/{assistantKey}/messages/{messageId}/feedback",
  operationId: "judgeChatAnswer",
  tag: "Chat",
  summary: "Say whether an answer helped, or take that back",
  permission: "visitor",
  crossOrigin: chatOrigin,
  params: chatMessageParams,
  body: feedbackBody,
  response: chatMessageDto,
  errors: ["ORIGIN_NOT_ALLOWED"],
  handle: async ({ visitor, params: { messageId }, body: { thumb }, context }) =>
    await judgeAnswer(visitor, { messageId, thumb }, context),
});
