import { askedForPersonDto, askForPersonBody, chatParams } from "@/lib/features/conversation/chat.schema";
import { askForPerson } from "@/lib/features/conversation/services/ask-for-person";
import { chatOrigin } from "@/lib/features/conversation/services/open-chat";
import { defineRoute } from "@/lib/platform/http/define-route";
import { preflight } from "@/lib/platform/http/preflight";

export const dynamic = "force-dynamic";

export const OPTIONS = preflight(chatOrigin, "POST");

export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/chat/{assistantKey}/handoff",
  operationId: "askForPerson",
  tag: "Chat",
  summary: "Ask for a person; where nobody can be asked, the answer wants an address instead",
  permission: "visitor",
  crossOrigin: chatOrigin,
  params: chatParams,
  body: askForPersonBody,
  response: askedForPersonDto,
  errors: ["CONVERSATION_QUOTA_EXCEEDED", "ORIGIN_NOT_ALLOWED"],
  handle: async ({ visitor, body, context }) => await askForPerson(visitor, body, context),
});
