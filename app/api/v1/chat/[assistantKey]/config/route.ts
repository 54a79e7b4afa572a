import { chatConfigDto, chatParams } from "@/lib/features/conversation/chat.schema";
import { toChatConfigDto } from "@/lib/features/conversation/chat.serializer";
import { chatOrigin, readChatAssistant } from "@/lib/features/conversation/services/open-chat";
import { defineRoute } from "@/lib/platform/http/define-route";
import { preflight } from "@/lib/platform/http/preflight";

export const dynamic = "force-dynamic";

export const OPTIONS = preflight(chatOrigin, "GET");

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/chat/{assistantKey}/config",
  operationId: "getChatConfig",
  tag: "Chat",
  summary: "Read how an assistant presents itself to visitors",
  permission: "public",
  crossOrigin: chatOrigin,
  rateLimit: "visitor_ip_read",
  params: chatParams,
  response: chatConfigDto,
  errors: ["ORIGIN_NOT_ALLOWED"],
  handle: async ({ params: { assistantKey } }) => toChatConfigDto(await readChatAssistant(assistantKey)),
});
