import { z } from "zod";
import { conversationDto, listConversationsQuery } from "@/lib/features/conversation/conversation.schema";
import { toConversationDto } from "@/lib/features/conversation/conversation.serializer";
import { listConversations } from "@/lib/features/conversation/services/inbox-read";
import { defineRoute, reply } from "@/lib/platform/http/define-route";

export const dynamic = "force-dynamic";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/conversations",
  operationId: "listConversations",
  tag: "Inbox",
  summary: "List what visitors and assistants say to each other, whatever was said last first",
  permission: "conversations.read",
  query: listConversationsQuery,
  response: z.array(conversationDto),
  paginated: true,
  handle: async ({ tx, workspace, query }) => {
    const { rows, nextCursor } = await listConversations(tx, workspace.id, query);
    return reply(rows.map(toConversationDto), { page: { nextCursor } });
  },
});
