import type { ConversationStatus, InboxView } from "@/lib/features/conversation/conversation.schema";

export const statusWords: Record<ConversationStatus, { label: string; color: string }> = {
  bot: { label: "Assistant answers", color: "gray" },
  waiting: { label: "Waits for a person", color: "sun" },
  human: { label: "With a person", color: "patina" },
  resolved: { label: "Resolved", color: "gray" },
};

export const viewWords: Record<InboxView, { label: string; empty: string }> = {
  all: { label: "All", empty: "No conversations yet" },
  waiting: { label: "Waiting", empty: "Nobody waits for a person" },
  mine: { label: "Mine", empty: "Nothing is assigned to you" },
  unassigned: { label: "Unassigned", empty: "Everything has somebody" },
  human: { label: "With a person", empty: "No person is in a conversation" },
  bot: { label: "Assistant", empty: "The assistants are in no conversation" },
  resolved: { label: "Resolved", empty: "Nothing is resolved yet" },
};

/** Two letters as people know them: "de" is German. */
export function languageWords(code: string): string {
  if (code === "und") return "Not known";
  try {
    return new Intl.DisplayNames(["en"], { type: "language" }).of(code) ?? code;
  } catch {
    return code;
  }
}

export function visitorName({ name, email }: { name: string; email: string }): string {
  return name || email || "Visitor";
}

/** Only what a browser may open from here: never a script. */
export function safeHref(url: string | null): string | null {
  return url !== null && /^https?:\/\//i.test(url) ? url : null;
}
