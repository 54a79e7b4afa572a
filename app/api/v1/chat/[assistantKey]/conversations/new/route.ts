import { z } from "zod";
import { chatParams } from "@/lib/features/conversation/chat.schema";
import { startOver } from "@/lib/features/conversation/services/change-chat";
import { chatOrigin } from "@/lib/features/conversation/services/open-chat";
import { defineRoute } from "@/lib/platform/http/define-route";
import { preflight } from "@/lib/platform/http/preflight";
import { emptyBody } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

export const OPTIONS = preflight(chatOrigin, "POST");

export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/chat/{assistantKey}/conversations/new",
  operationId: "startChatOver",
  tag: "Chat",
  summary: "Put the open conversation away; the next message begins a new one",
  permission: "visitor",
  crossOrigin: chatOrigin,
  params: chatParams,
  body: emptyBody,
  response: z.null(),
  errors: ["ORIGIN_NOT_ALLOWED"],
  handle: async ({ visitor, context }) => {
    await startOver(visitor, context);
    return null;
  },
});
