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

/** The model that answers visitors: small and quick, often another one than the one that writes plans. */
export function answerServer(): ModelServer | null {
  const server = modelServer();
  return server && { ...server, model: env().OPENAI_ANSWER_MODEL ?? server.model };
}

/** Micro-dollars, or null when the price or the tokens are not known. A dollar per million tokens is one per token. */
export function costOf(
  model: string,
  { promptTokens, completionTokens, cachedTokens }: TokenCount & { cachedTokens?: number | null },
): number | null {
  const price = env().OPENAI_PRICES[model];
  if (!price || promptTokens === null || completionTokens === null) return null;
  const cached = Math.min(cachedTokens ?? 0, promptTokens);
  return Math.round(
    (promptTokens - cached) * price.input + cached * (price.cached ?? price.input) + completionTokens * price.output,
  );
}
