import { z } from "zod";
import { assignBody, conversationDetailDto } from "@/lib/features/conversation/conversation.schema";
import { toConversationDetailDto } from "@/lib/features/conversation/conversation.serializer";
import { announcing } from "@/lib/features/conversation/services/inbox-events";
import { getConversation } from "@/lib/features/conversation/services/inbox-read";
import { assignConversation } from "@/lib/features/conversation/services/inbox-status";
import { defineRoute } from "@/lib/platform/http/define-route";
import { uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/conversations/{conversationId}/assign",
  operationId: "assignConversation",
  tag: "Inbox",
  summary: "Give a conversation to somebody who may answer in it, or take it from whoever has it",
  permission: "conversations.write",
  params: z.object({ conversationId: uuid }),
  body: assignBody,
  response: conversationDetailDto,
  errors: ["CONVERSATION_RESOLVED", "NOT_ASSIGNABLE"],
  handle: async ({ tx, workspace, caller, params: { conversationId }, body, afterCommit }) => {
    await assignConversation({ tx, workspace, caller }, conversationId, body.userId);
    afterCommit(announcing(conversationId));
    return toConversationDetailDto(await getConversation(tx, workspace.id, conversationId));
  },
});
