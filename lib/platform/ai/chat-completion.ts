import "server-only";
import { z } from "zod";
import { ticks } from "@/lib/platform/clock/clock";
import { readCapped } from "./read-capped";

/** Where the model is and how long it may take; comes from the environment. */
export type ModelServer = { baseUrl: string; apiKey: string; model: string; callMs: number; totalMs: number };
export type ChatMessage = { role: "system" | "user" | "assistant"; content: string };
/** A JSON schema that the server enforces, or plain JSON where a server refuses schemas. */
export type AnswerFormat = { kind: "schema"; name: string; schema: object } | { kind: "json" };

export type ModelFailure =
  | "refused"
  | "filtered"
  | "empty"
  | "truncated"
  | "timeout"
  | "unreachable"
  | "unauthorized"
  | "rate_limited"
  | "server_error"
  | "rejected"
  | "too_large"
  | "aborted";
export type TokenCount = { promptTokens: number | null; completionTokens: number | null };
type Outcome = TokenCount &
  ({ kind: "text"; text: string } | { kind: "failure"; failure: ModelFailure; retryAfterMs?: number });
export type ModelAnswer = Outcome & { ms: number };

/** More than any plan needs; a server that never stops talking is cut off. */
const maxBytes = 2 * 1024 * 1024;

const count = z.number().int().min(0).max(1_000_000_000).nullish().catch(null);
const completionSchema = z.object({
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish(),
        message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
      }),
    )
    .min(1),
});
const usageSchema = z.object({ usage: z.object({ prompt_tokens: count, completion_tokens: count }) });

type Call = { messages: ChatMessage[]; format: AnswerFormat; signal: AbortSignal; timeoutMs: number };

/**
 * One call of `POST {baseUrl}/chat/completions`. Never throws: whatever goes wrong is an answer, with the tokens that the
 * server reports even then. `signal` is the caller's: when it aborts, the call ends. Not by `callOutside`: the address is
 * the operator's own setting, nobody outside has a say in it, and a model on this machine (http://localhost) is a usual one.
 */
export async function askChatModel(server: ModelServer, call: Call): Promise<ModelAnswer> {
  const started = ticks();
  const timeout = AbortSignal.timeout(Math.max(1, Math.floor(call.timeoutMs)));
  const finish = (outcome: Outcome): ModelAnswer => ({ ...outcome, ms: Math.round(ticks() - started) });
  try {
    const response = await fetch(`${server.baseUrl}/chat/completions`, {
      method: "POST",
      headers: { authorization: `Bearer ${server.apiKey}`, "content-type": "application/json" },
      body: JSON.stringify({
        model: server.model,
        messages: call.messages,
        response_format: formatOf(call.format),
      }),
      // The key must not follow a redirect to another host.
      redirect: "error",
      signal: AbortSignal.any([call.signal, timeout]),
    });
    const text = await readCapped(response, maxBytes);
    if (text === undefined) return finish({ ...noTokens, kind: "failure", failure: "too_large" });
    return finish(readAnswer(response, text));
  } catch {
    const failure = call.signal.aborted ? "aborted" : timeout.aborted ? "timeout" : "unreachable";
    return finish({ ...noTokens, kind: "failure", failure });
  }
}

const noTokens: TokenCount = { promptTokens: null, completionTokens: null };

function formatOf(format: AnswerFormat): object {
  if (format.kind === "json") return { type: "json_object" };
  return { type: "json_schema", json_schema: { name: format.name, strict: true, schema: format.schema } };
}

function readAnswer(response: Response, text: string): Outcome {
  const body = parseJson(text);
  const tokens = tokensOf(body);
  const fail = (failure: ModelFailure) => ({
    ...tokens,
    kind: "failure" as const,
    failure,
    ...retryAfter(response.headers),
  });
  if (!response.ok) return fail(failureOf(response.status, text));
  const parsed = completionSchema.safeParse(body);
  const choice = parsed.data?.choices[0];
  if (!choice) return fail("empty");
  if (choice.finish_reason === "content_filter") return fail("filtered");
  if (choice.message.refusal) return fail("refused");
  if (choice.finish_reason === "length") return fail("truncated");
  const content = choice.message.content?.trim() ?? "";
  return content === "" ? fail("empty") : { ...tokens, kind: "text", text: content };
}

function failureOf(status: number, text: string): ModelFailure {
  if (status === 401 || status === 403) return "unauthorized";
  if (status === 429) return "rate_limited";
  if (status >= 500) return "server_error";
  return status === 400 && /content_(filter|policy)/.test(text) ? "filtered" : "rejected";
}

function tokensOf(body: unknown): TokenCount {
  const { data } = usageSchema.safeParse(body);
  return {
    promptTokens: data?.usage.prompt_tokens ?? null,
    completionTokens: data?.usage.completion_tokens ?? null,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Seconds only: the date form would depend on two clocks agreeing. */
function retryAfter(headers: Headers): { retryAfterMs?: number } {
  const seconds = headers.get("retry-after");
  return seconds !== null && /^\d{1,6}(\.\d+)?$/.test(seconds) ? { retryAfterMs: Number(seconds) * 1000 } : {};
}
