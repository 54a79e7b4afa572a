import { type ChatStreamEvents, chatParams, sendMessageBody } from "@/lib/features/conversation/chat.schema";
import { acceptMessage, answerMessage } from "@/lib/features/conversation/services/answer-visitor";
import { chatOrigin } from "@/lib/features/conversation/services/open-chat";
import { defineRoute } from "@/lib/platform/http/define-route";
import { preflight } from "@/lib/platform/http/preflight";
import { pushStream } from "@/lib/platform/http/push-stream";

export const dynamic = "force-dynamic";
export const maxDuration = 120;

export const OPTIONS = preflight(chatOrigin, "POST");

export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/chat/{assistantKey}/messages",
  operationId: "sendChatMessage",
  tag: "Chat",
  summary:
    "Say something to an assistant; the answer comes as server-sent events meta, delta, replace, citation, done or error",
  permission: "visitor",
  crossOrigin: chatOrigin,
  params: chatParams,
  body: sendMessageBody,
  rawResponse: ["text/event-stream"],
  errors: ["MESSAGE_TOO_LONG", "CONVERSATION_QUOTA_EXCEEDED", "ORIGIN_NOT_ALLOWED", "ANSWER_FAILED"],
  handle: async ({ visitor, body, context }) => {
    const accepted = await acceptMessage({ visitor, context }, body);
    const { conversation, message, replyId } = accepted;
    return pushStream<ChatStreamEvents>(async (send) => {
      send("meta", { conversationId: conversation.id, messageId: message.id, seq: message.seq, replyId });
      const answered = await answerMessage({ visitor, context }, accepted, {
        delta: (text) => send("delta", { text }),
        replace: (text) => send("replace", { text }),
      });
      for (const citation of answered.message?.citations ?? []) send("citation", citation);
      send("done", answered);
    });
  },
});
