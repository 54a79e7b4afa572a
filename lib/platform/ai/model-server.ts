import "server-only";
import { readFileSync } from "node:fs";
import { ticks } from "@/lib/platform/clock/clock";
import { env } from "@/lib/platform/env/env";
import type { ModelServer, TokenCount } from "./chat-completion";

const longestKey = 1_000;
const lookAgainMs = 2_000;
let looked: { path: string; at: number; key: string | undefined } | undefined;

/** The model server's key. One that is kept in a file is looked up again every two seconds; no file, or an empty one, is no key. */
export function modelKey(): string | undefined {
  const { OPENAI_API_KEY: key, OPENAI_API_KEY_FILE: path } = env();
  if (key !== undefined || path === undefined) return key;
  if (looked?.path !== path || ticks() - looked.at >= lookAgainMs) looked = { path, at: ticks(), key: readKey(path) };
  return looked.key;
}

function readKey(path: string): string | undefined {
  try {
    const key = readFileSync(path, "utf8").trim();
    return key === "" || key.length > longestKey || /\s/.test(key) ? undefined : key;
  } catch {
    return undefined;
  }
}

/** The configured language model, or null when there is none and the offline engines work alone. */
export function modelServer(): ModelServer | null {
  const e = env();
  const apiKey = modelKey();
  if (apiKey === undefined) return null;
  return {
    apiKey,
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
