import { chatAfterQuery, chatConversationParams } from "@/lib/features/conversation/chat.schema";
import { waitForChat } from "@/lib/features/conversation/services/chat-news";
import { chatOrigin } from "@/lib/features/conversation/services/open-chat";
import { readChat, readChatEvents } from "@/lib/features/conversation/services/read-chat";
import { defineRoute } from "@/lib/platform/http/define-route";
import { eventStream, lastEventId } from "@/lib/platform/http/event-stream";
import { preflight } from "@/lib/platform/http/preflight";

export const dynamic = "force-dynamic";
/** A stream ends itself a minute earlier; the widget comes back with the last message's number. */
export const maxDuration = 300;

export const OPTIONS = preflight(chatOrigin, "GET");

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/chat/{assistantKey}/conversations/{conversationId}/events",
  operationId: "streamChat",
  tag: "Chat",
  summary:
    "Follow a conversation as server-sent events, each a message with the state of the conversation; until it is over",
  permission: "visitor",
  crossOrigin: chatOrigin,
  params: chatConversationParams,
  query: chatAfterQuery,
  rawResponse: ["text/event-stream"],
  errors: ["BAD_EVENT_ID", "TOO_MANY_STREAMS", "ORIGIN_NOT_ALLOWED"],
  handle: async ({ visitor, params: { conversationId }, query, context, request }) => {
    const after = lastEventId(request, query.after);
    await readChat(visitor, { conversationId, after }, context);
    return eventStream({
      subject: visitor.visitorId,
      after,
      read: (seen) => readChatEvents(visitor, { conversationId, after: seen }, context),
      wait: (ms, signal) => waitForChat(conversationId, ms, signal),
      signal: request.signal,
    });
  },
});
