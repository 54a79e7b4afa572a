import { conversationUsageDto } from "@/lib/features/conversation/conversation.schema";
import { readConversationUsage } from "@/lib/features/conversation/services/inbox-count-usage";
import { defineRoute } from "@/lib/platform/http/define-route";

export const dynamic = "force-dynamic";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/conversation-usage",
  operationId: "getConversationUsage",
  tag: "Inbox",
  summary:
    "How many conversations the workspace and its assistants have begun this month, and when the count begins anew",
  permission: "conversations.read",
  response: conversationUsageDto,
  handle: ({ tx, workspace }) => readConversationUsage(tx, workspace.id),
});
