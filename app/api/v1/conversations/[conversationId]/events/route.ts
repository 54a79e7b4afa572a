import { z } from "zod";
import { conversationEventsQuery } from "@/lib/features/conversation/conversation.schema";
import { waitForChat } from "@/lib/features/conversation/services/chat-news";
import { conversationEvents } from "@/lib/features/conversation/services/inbox-events";
import { getConversation } from "@/lib/features/conversation/services/inbox-read";
import { defineRoute } from "@/lib/platform/http/define-route";
import { eventStream, lastEventId } from "@/lib/platform/http/event-stream";
import { uuid } from "@/lib/shared/schema";

export const dynamic = "force-dynamic";
/** A stream ends itself a minute earlier; the browser comes back with the last event's id. */
export const maxDuration = 300;

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/conversations/{conversationId}/events",
  operationId: "streamConversation",
  tag: "Inbox",
  summary:
    "Follow a conversation as server-sent events: `message` and `conversation`; Last-Event-ID resumes after a message",
  permission: "conversations.read",
  params: z.object({ conversationId: uuid }),
  query: conversationEventsQuery,
  rawResponse: ["text/event-stream"],
  errors: ["BAD_EVENT_ID", "TOO_MANY_STREAMS"],
  handle: async ({ tx, workspace, caller, credentials, context, params, query, request, afterCommit }) => {
    const { conversationId } = params;
    const after = lastEventId(request, query.after);
    await getConversation(tx, workspace.id, conversationId);
    const subject = caller.kind === "user" ? caller.userId : caller.keyId;
    // The stream begins once this transaction is over: it looks again by itself, as its caller, each time in a short one.
    afterCommit(async () =>
      eventStream({
        subject,
        after,
        read: conversationEvents({
          credentials,
          context,
          workspaceId: workspace.id,
          conversationId,
          seconds: query.seconds,
        }),
        wait: (ms, signal) => waitForChat(conversationId, ms, signal),
        signal: request.signal,
      }),
    );
    return new Response(null);
  },
});
