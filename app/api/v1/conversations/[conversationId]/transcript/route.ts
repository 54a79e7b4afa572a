import { z } from "zod";
import { transcriptBody } from "@/lib/features/conversation/conversation.schema";
import { prepareTranscript, recordTranscript } from "@/lib/features/conversation/services/inbox-transcript";
import { defineRoute, reply } from "@/lib/platform/http/define-route";
import { uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/conversations/{conversationId}/transcript",
  operationId: "mailTranscript",
  tag: "Inbox",
  summary: "Mail what was said in a conversation to an address; answers when the mail has left",
  permission: "conversations.write",
  params: z.object({ conversationId: uuid }),
  body: transcriptBody,
  response: z.null(),
  idempotent: true,
  rateLimit: "heavy",
  errors: ["NOTHING_SAID", "MAIL_NOT_CONFIGURED", "MAIL_REFUSED", "MAIL_TIMEOUT"],
  prepare: ({ tx, workspace, params: { conversationId }, body }) =>
    prepareTranscript(tx, workspace.id, { conversationId, to: body.email }),
  handle: async ({ tx, workspace, params: { conversationId }, body, prepared }) => {
    await recordTranscript(tx, workspace.id, { conversationId, ...prepared });
    return reply(null, { message: `Sent to ${body.email}.` });
  },
});
