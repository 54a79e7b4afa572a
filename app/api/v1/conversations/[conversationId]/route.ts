import { z } from "zod";
import { conversationDetailDto } from "@/lib/features/conversation/conversation.schema";
import { toConversationDetailDto } from "@/lib/features/conversation/conversation.serializer";
import { getConversation } from "@/lib/features/conversation/services/inbox-read";
import { deleteConversation } from "@/lib/features/conversation/services/inbox-status";
import { defineRoute } from "@/lib/platform/http/define-route";
import { uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";

const params = z.object({ conversationId: uuid });
const path = "/api/v1/conversations/{conversationId}";

export const GET = defineRoute({
  method: "GET",
  path,
  operationId: "getConversation",
  tag: "Inbox",
  summary: "Read how a conversation stands, and what is known of its visitor",
  permission: "conversations.read",
  params,
  response: conversationDetailDto,
  handle: async ({ tx, workspace, params: { conversationId } }) =>
    toConversationDetailDto(await getConversation(tx, workspace.id, conversationId)),
});

export const DELETE = defineRoute({
  method: "DELETE",
  path,
  operationId: "deleteConversation",
  tag: "Inbox",
  summary: "Delete a conversation with all that was said; it stays counted in its month, and a lead left in it stays",
  permission: "conversations.delete",
  params,
  response: z.null(),
  handle: async ({ tx, workspace, params: { conversationId } }) => {
    await deleteConversation(tx, workspace.id, conversationId);
    return null;
  },
});
