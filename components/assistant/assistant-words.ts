import type { Assistant } from "@/lib/features/assistant/assistant.schema";
import { plural } from "@/lib/shared/format";

export const languageWords: Record<Assistant["language"], string> = {
  auto: "The visitor’s language",
  en: "English",
  es: "Spanish",
  fr: "French",
  de: "German",
  pt: "Portuguese",
  it: "Italian",
  ar: "Arabic",
};
export const languageChoices = Object.entries(languageWords).map(([value, label]) => ({ value, label }));

/** "3 sources, 41 passages", or what is missing. */
export function knowledgeWords({ sources, chunks }: Assistant["counts"]): string {
  if (sources === 0) return "Knows nothing yet";
  return `${plural(sources, "source")}, ${plural(chunks, "passage")}`;
}

export function conversationWords({ counts, monthlyConversations }: Assistant): string {
  const used = plural(counts.conversationsThisMonth, "conversation");
  return monthlyConversations === null
    ? `${used} this month`
    : `${used} of ${monthlyConversations.toLocaleString("en")} this month`;
}
