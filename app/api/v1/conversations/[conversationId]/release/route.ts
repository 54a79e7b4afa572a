import { z } from "zod";
import { conversationDetailDto } from "@/lib/features/conversation/conversation.schema";
import { toConversationDetailDto } from "@/lib/features/conversation/conversation.serializer";
import { announcing } from "@/lib/features/conversation/services/inbox-events";
import { getConversation } from "@/lib/features/conversation/services/inbox-read";
import { releaseConversation } from "@/lib/features/conversation/services/inbox-status";
import { defineRoute } from "@/lib/platform/http/define-route";
import { emptyBody, uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/conversations/{conversationId}/release",
  operationId: "releaseConversation",
  tag: "Inbox",
  summary: "Give a conversation back to the assistant",
  permission: "conversations.write",
  params: z.object({ conversationId: uuid }),
  body: emptyBody,
  response: conversationDetailDto,
  errors: ["CONVERSATION_RESOLVED"],
  handle: async ({ tx, workspace, caller, params: { conversationId }, afterCommit }) => {
    await releaseConversation({ tx, workspace, caller }, conversationId);
    afterCommit(announcing(conversationId));
    return toConversationDetailDto(await getConversation(tx, workspace.id, conversationId));
  },
});
