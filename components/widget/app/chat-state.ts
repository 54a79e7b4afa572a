import type { ChatConfig, ChatConversation, ChatMessage } from "@/lib/features/conversation/chat.schema";

/** A message on its way; `problem` says why it has not arrived. */
export type Outgoing = { clientKey: string; text: string; problem: string | null };
export type Form = { reason: "asked" | "quota" | "noPerson"; message: string; sent: boolean };

export type ChatView = {
  phase: "loading" | "ready" | "failed";
  /** A code of the server's, or `offline`. */
  problem: string | null;
  config: ChatConfig | null;
  conversation: ChatConversation | null;
  messages: readonly ChatMessage[];
  outgoing: readonly Outgoing[];
  /** The answer so far; null while none is being made. */
  stream: string | null;
  suggestions: readonly string[];
  form: Form | null;
  notice: "deleted" | null;
};

export const emptyView: ChatView = {
  phase: "loading",
  problem: null,
  config: null,
  conversation: null,
  messages: [],
  outgoing: [],
  stream: null,
  suggestions: [],
  form: null,
  notice: null,
};

/** Adds messages, each once, in their order. Those of another conversation take the place of what was there. */
export function withMessages(
  view: ChatView,
  conversation: ChatConversation,
  added: readonly ChatMessage[],
): Pick<ChatView, "conversation" | "messages"> {
  const before = view.conversation?.id === conversation.id ? view.messages : [];
  const byId = new Map([...before, ...added].map((message) => [message.id, message]));
  return { conversation, messages: [...byId.values()].sort((a, b) => a.seq - b.seq) };
}
