import { z } from "zod";
import { chatParams } from "@/lib/features/conversation/chat.schema";
import { forgetVisitor } from "@/lib/features/conversation/services/change-chat";
import { chatOrigin } from "@/lib/features/conversation/services/open-chat";
import { defineRoute, reply } from "@/lib/platform/http/define-route";
import { preflight } from "@/lib/platform/http/preflight";

export const dynamic = "force-dynamic";

export const OPTIONS = preflight(chatOrigin, "DELETE");

export const DELETE = defineRoute({
  method: "DELETE",
  path: "/api/v1/chat/{assistantKey}/me",
  operationId: "forgetVisitor",
  tag: "Chat",
  summary: "Delete the visitor with every conversation, message and lead of theirs",
  permission: "visitor",
  crossOrigin: chatOrigin,
  params: chatParams,
  response: z.null(),
  errors: ["ORIGIN_NOT_ALLOWED"],
  handle: async ({ visitor, context }) => {
    await forgetVisitor(visitor, context);
    return reply(null, { message: "Everything was deleted." });
  },
});
