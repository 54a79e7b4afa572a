import { chatParams, chatSessionDto, openChatBody } from "@/lib/features/conversation/chat.schema";
import { chatOrigin, openChat } from "@/lib/features/conversation/services/open-chat";
import { defineRoute } from "@/lib/platform/http/define-route";
import { preflight } from "@/lib/platform/http/preflight";

export const dynamic = "force-dynamic";

export const OPTIONS = preflight(chatOrigin, "POST");

export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/chat/{assistantKey}/sessions",
  operationId: "openChat",
  tag: "Chat",
  summary:
    "Begin a visitor's session, or go on with an earlier one; a session lasts 15 minutes and is renewed in the same way",
  permission: "public",
  crossOrigin: chatOrigin,
  rateLimit: "visitor_ip",
  params: chatParams,
  body: openChatBody,
  response: chatSessionDto,
  errors: ["ORIGIN_NOT_ALLOWED"],
  handle: async ({ params: { assistantKey }, body, context }) => await openChat(assistantKey, body, context),
});
