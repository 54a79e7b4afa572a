import "server-only";
import { env } from "@/lib/platform/env/env";
import type { ModelServer, TokenCount } from "./chat-completion";

/** The configured language model, or null when there is none and the offline engines work alone. */
export function modelServer(): ModelServer | null {
  const e = env();
  if (e.OPENAI_API_KEY === undefined) return null;
  return {
    apiKey: e.OPENAI_API_KEY,
    baseUrl: e.OPENAI_BASE_URL,
    model: e.OPENAI_MODEL,
    callMs: e.OPENAI_CALL_SECONDS * 1000,
    totalMs: e.OPENAI_TOTAL_SECONDS * 1000,
  };
}

/** Micro-dollars, or null when the price or the tokens are not known. A dollar per million tokens is one per token. */
export function costOf(model: string, { promptTokens, completionTokens }: TokenCount): number | null {
  const price = env().OPENAI_PRICES[model];
  if (!price || promptTokens === null || completionTokens === null) return null;
  return Math.round(promptTokens * price.input + completionTokens * price.output);
}
