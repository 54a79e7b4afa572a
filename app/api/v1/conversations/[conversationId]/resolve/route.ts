import { z } from "zod";
import { conversationDetailDto, resolveBody } from "@/lib/features/conversation/conversation.schema";
import { toConversationDetailDto } from "@/lib/features/conversation/conversation.serializer";
import { announcing } from "@/lib/features/conversation/services/inbox-events";
import { getConversation } from "@/lib/features/conversation/services/inbox-read";
import { resolveConversation } from "@/lib/features/conversation/services/inbox-status";
import { prepareTranscript, recordTranscript } from "@/lib/features/conversation/services/inbox-transcript";
import { defineRoute } from "@/lib/platform/http/define-route";
import { uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/conversations/{conversationId}/resolve",
  operationId: "resolveConversation",
  tag: "Inbox",
  summary:
    "End a conversation; with `transcript` the visitor is mailed what was said, and it ends only when the mail has left",
  permission: "conversations.write",
  params: z.object({ conversationId: uuid }),
  body: resolveBody,
  response: conversationDetailDto,
  idempotent: true,
  errors: ["NO_ADDRESS", "NOTHING_SAID", "MAIL_NOT_CONFIGURED", "MAIL_REFUSED", "MAIL_TIMEOUT"],
  prepare: async ({ tx, workspace, params: { conversationId }, body }) =>
    body.transcript ? await prepareTranscript(tx, workspace.id, { conversationId, to: null }) : async () => null,
  handle: async ({ tx, workspace, caller, params: { conversationId }, prepared, afterCommit }) => {
    await resolveConversation({ tx, workspace, caller }, conversationId);
    if (prepared) await recordTranscript(tx, workspace.id, { conversationId, ...prepared });
    afterCommit(announcing(conversationId));
    return toConversationDetailDto(await getConversation(tx, workspace.id, conversationId));
  },
});
