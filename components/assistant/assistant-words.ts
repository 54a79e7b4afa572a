import type { Answer } from "@/lib/features/assistant/answers/answer.schema";
import { fallbackWords } from "@/lib/features/assistant/answers/fallback.schema";
import type { Assistant, Trial } from "@/lib/features/assistant/assistant.schema";
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

export const statusWords: Record<Answer["status"], string> = {
  answered: "Answered",
  uncertain: "Not certain",
  unknown: "Does not know",
  offered: "Offers a choice",
  small_talk: "Small talk",
  handoff: "Asks for a person",
  lead: "Asks for an address",
  no_documents: "Nothing to read yet",
};
export const modeWords: Record<Answer["mode"], string> = {
  extractive: "Quoted from documents",
  model: "Written by a language model",
  curated: "Written by a person",
  rule: "By a rule",
};

/** Why an answer came out as it did, for its owner. */
export function reasonWords({ answer, thresholds: { low, high }, model, fallback }: Trial): string[] {
  const { status, mode, confidence, cached } = answer;
  const reasons: string[] = [];
  if (mode === "curated" && status === "offered")
    reasons.push("Two written answers fit equally well, so the visitor chooses.");
  else if (mode === "curated") reasons.push("A written answer fits, and those come before every document.");
  else if (mode === "rule" && status === "no_documents") reasons.push("There is no document to answer from.");
  else if (mode === "rule") reasons.push("The message is no question about the documents.");
  else if (confidence !== null && confidence < low)
    reasons.push(`Confidence ${confidence.toFixed(2)} is below ${low.toFixed(2)}: nothing fits well enough.`);
  else if (confidence !== null && confidence < high)
    reasons.push(
      `Confidence ${confidence.toFixed(2)} lies between ${low.toFixed(2)} and ${high.toFixed(2)}: the closest passages are shown, nothing is asserted.`,
    );
  else if (confidence !== null)
    reasons.push(`Confidence ${confidence.toFixed(2)} reaches ${high.toFixed(2)}: it answers.`);
  if (mode === "model" && model !== null) reasons.push(`${model} wrote it from the passages below.`);
  if (fallback !== null) {
    const { reason, advice } = fallbackWords(fallback);
    reasons.push(`${reason}, so this was quoted instead. ${advice}`);
  }
  if (cached) reasons.push("The same was asked before and nothing has changed since: given again at no cost.");
  return reasons;
}
