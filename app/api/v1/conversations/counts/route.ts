import { countInbox } from "@/lib/features/conversation/conversation.repository";
import { conversationCountsDto } from "@/lib/features/conversation/conversation.schema";
import { toIsoOrNull } from "@/lib/platform/clock/clock";
import { defineRoute } from "@/lib/platform/http/define-route";

export const dynamic = "force-dynamic";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/conversations/counts",
  operationId: "countConversations",
  tag: "Inbox",
  summary: "How many conversations want a person, and when something was said last",
  permission: "conversations.read",
  response: conversationCountsDto,
  handle: async ({ tx, workspace }) => {
    const counts = await countInbox(tx, workspace.id);
    return { ...counts, lastMessageAt: toIsoOrNull(counts.lastMessageAt) };
  },
});
