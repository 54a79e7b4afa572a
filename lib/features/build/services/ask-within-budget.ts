import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import type { ModelCall } from "@/lib/features/ai-usage/services/record-usage";
import type { Ask } from "@/lib/features/builder";
import { askChatModel, type ModelAnswer, type ModelFailure, type ModelServer } from "@/lib/platform/ai/chat-completion";
import { now, ticks } from "@/lib/platform/clock/clock";

const shortestCallMs = 250;
const defaultPauseMs = 1_000;

/** Asks a model for one plan: within the total time, with one retry of a busy server, and with every call written down. */
export function askWithinBudget(server: ModelServer, signal: AbortSignal) {
  const started = ticks();
  const calls: ModelCall[] = [];
  let mayRetry = true;
  const leftMs = () => server.totalMs - (ticks() - started);

  const once = async (...[messages, format]: Parameters<Ask<ModelFailure>>): Promise<ModelAnswer> => {
    const answer = await askChatModel(server, {
      messages,
      format,
      signal,
      timeoutMs: Math.min(server.callMs, leftMs()),
    });
    const { promptTokens, completionTokens, ms } = answer;
    const outcome = answer.kind === "text" ? "ok" : answer.failure;
    // Two calls within one millisecond keep their order.
    const at = new Date(Math.max(now().getTime(), (calls.at(-1)?.at.getTime() ?? 0) + 1));
    calls.push({ outcome, promptTokens, completionTokens, durationMs: ms, at });
    return answer;
  };

  const ask: Ask<ModelFailure> = async (messages, format) => {
    if (signal.aborted) return { failure: "aborted" };
    if (leftMs() < shortestCallMs) return { failure: "timeout" };
    let answer = await once(messages, format);
    const pauseMs = answer.kind === "failure" ? (answer.retryAfterMs ?? defaultPauseMs) : 0;
    if (mayRetry && isBusy(answer) && pauseMs + shortestCallMs < leftMs()) {
      mayRetry = false;
      await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return { failure: "aborted" };
      answer = await once(messages, format);
    }
    return answer.kind === "text" ? { text: answer.text } : { failure: answer.failure };
  };

  /** The last answer arrived but was no valid plan. */
  const markInvalid = () => {
    const last = calls.at(-1);
    if (last) last.outcome = "invalid";
  };
  return { ask, calls, markInvalid };
}

const isBusy = (answer: ModelAnswer): boolean =>
  answer.kind === "failure" && (answer.failure === "rate_limited" || answer.failure === "server_error");
