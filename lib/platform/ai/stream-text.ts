import "server-only";
import { z } from "zod";
import { ticks } from "@/lib/platform/clock/clock";
import type { ChatMessage, ModelFailure, TokenCount } from "./chat-completion";

type Server = { baseUrl: string; apiKey: string; model: string };
type Call = {
  messages: ChatMessage[];
  maxOutputTokens: number;
  /** Until the first piece of text; for everything. Milliseconds. */
  firstMs: number;
  totalMs: number;
  signal: AbortSignal;
  /** Groups calls that begin with the same words, for the server's cache. */
  cacheKey: string;
  /** Names the end user to the provider without telling who it is. */
  safetyId: string | null;
  onText: (piece: string) => void;
};
export type StreamUse = TokenCount & { cachedTokens: number | null };
export type Streamed = StreamUse & { failure: ModelFailure | null; firstMs: number | null; totalMs: number };

const longestAnswerChars = 20_000;
const longestEventChars = 200_000;
const retryWithinMs = 1_500;

/** Servers that know only chat completions say so with 404 or 405; asked once per process. */
const withoutResponses = new Set<string>();

/**
 * Streams one answer: `POST {baseUrl}/responses`, or `/chat/completions` where a server does not know the former. Never throws;
 * whatever goes wrong is a failure, with the tokens that the server reported. One more try when the server refuses at once.
 */
export async function streamText(server: Server, call: Call): Promise<Streamed> {
  const started = ticks();
  const attempt = () => tryOnce(server, call, started);
  let result = await attempt();
  if (result.again && ticks() - started < retryWithinMs && !call.signal.aborted) result = await attempt();
  const { again: _again, ...streamed } = result;
  return streamed;
}

type Attempt = Streamed & { again: boolean };
type Progress = { use: StreamUse; firstMs: number | null; chars: number };

async function tryOnce(server: Server, call: Call, started: number): Promise<Attempt> {
  const progress: Progress = {
    use: { promptTokens: null, cachedTokens: null, completionTokens: null },
    firstMs: null,
    chars: 0,
  };
  const stop = new AbortController();
  const total = setTimeout(() => stop.abort("timeout"), Math.max(1, call.totalMs - (ticks() - started)));
  const first = setTimeout(() => stop.abort("timeout"), Math.max(1, call.firstMs - (ticks() - started)));
  const signal = AbortSignal.any([call.signal, stop.signal]);
  const end = (failure: ModelFailure | null, again = false): Attempt => ({
    ...progress.use,
    failure,
    firstMs: progress.firstMs,
    totalMs: Math.round(ticks() - started),
    again: again && progress.chars === 0,
  });
  try {
    const { response, style } = await open(server, call, signal);
    if (!response.ok) {
      const text = (await response.text()).slice(0, 2000);
      return end(failureOf(response.status, text), response.status === 429 || response.status >= 500);
    }
    const failure = await readEvents(response, (event) => {
      const read = style === "responses" ? readResponseEvent(event) : readChatEvent(event);
      if (read.use) progress.use = read.use;
      if (read.text) {
        progress.firstMs ??= Math.round(ticks() - started);
        clearTimeout(first);
        progress.chars += read.text.length;
        if (progress.chars > longestAnswerChars) return "too_large";
        call.onText(read.text);
      }
      return read.end;
    });
    return end(failure ?? (progress.chars === 0 ? "empty" : null));
  } catch {
    if (call.signal.aborted) return end("aborted");
    return stop.signal.aborted ? end("timeout") : end("unreachable", true);
  } finally {
    clearTimeout(first);
    clearTimeout(total);
    stop.abort("done");
  }
}

type Style = "responses" | "chat";

async function open(server: Server, call: Call, signal: AbortSignal): Promise<{ response: Response; style: Style }> {
  const post = (path: string, body: object) =>
    fetch(`${server.baseUrl}${path}`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${server.apiKey}`,
        "content-type": "application/json",
        accept: "text/event-stream",
      },
      body: JSON.stringify(body),
      // The key must not follow a redirect to another host.
      redirect: "error",
      signal,
    });
  if (!withoutResponses.has(server.baseUrl)) {
    const response = await post("/responses", {
      model: server.model,
      input: call.messages,
      stream: true,
      store: false,
      max_output_tokens: call.maxOutputTokens,
      prompt_cache_key: call.cacheKey,
      ...(call.safetyId === null ? {} : { safety_identifier: call.safetyId }),
    });
    if (response.status !== 404 && response.status !== 405) return { response, style: "responses" };
    await response.body?.cancel();
    withoutResponses.add(server.baseUrl);
  }
  const response = await post("/chat/completions", {
    model: server.model,
    messages: call.messages,
    stream: true,
    stream_options: { include_usage: true },
    max_completion_tokens: call.maxOutputTokens,
  });
  return { response, style: "chat" };
}

function failureOf(status: number, text: string): ModelFailure {
  if (status === 401 || status === 403) return "unauthorized";
  if (status === 429) return "rate_limited";
  if (status >= 500) return "server_error";
  return status === 400 && /content_(filter|policy)/.test(text) ? "filtered" : "rejected";
}

type Ended = ModelFailure | "complete" | null;
type Read = { text?: string; use?: StreamUse; end: Ended };

/** Server-sent events (WHATWG HTML, 9.2) until the stream says it is complete. @returns a failure, or null */
async function readEvents(response: Response, onEvent: (data: unknown) => Ended): Promise<ModelFailure | null> {
  if (!response.body) return "empty";
  const decoder = new TextDecoder();
  let buffer = "";
  let isComplete = false;
  for await (const piece of response.body as unknown as AsyncIterable<Uint8Array>) {
    buffer += decoder.decode(piece, { stream: true });
    if (buffer.length > longestEventChars) return "too_large";
    for (let cut = buffer.search(/\r?\n\r?\n/); cut >= 0; cut = buffer.search(/\r?\n\r?\n/)) {
      const block = buffer.slice(0, cut);
      buffer = buffer.slice(cut).replace(/^\r?\n\r?\n/, "");
      const data = block
        .split(/\r?\n/)
        .filter((line) => line.startsWith("data:"))
        .map((line) => line.slice(5).trim())
        .join("\n");
      if (data === "") continue;
      if (data === "[DONE]") return null;
      const parsed = parseJson(data);
      if (parsed === undefined) return "empty";
      const ended = onEvent(parsed);
      if (ended === "complete") isComplete = true;
      else if (ended !== null) return ended;
    }
  }
  // A stream that simply stops was cut: half an answer is none.
  return isComplete ? null : "unreachable";
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const count = z.number().int().min(0).max(1_000_000_000).nullish().catch(null);
const responseEvent = z.object({
  type: z.string(),
  delta: z.string().optional().catch(undefined),
  response: z
    .object({
      usage: z
        .object({
          input_tokens: count,
          output_tokens: count,
          input_tokens_details: z.object({ cached_tokens: count }).nullish(),
        })
        .nullish(),
    })
    .optional()
    .catch(undefined),
});

function readResponseEvent(data: unknown): Read {
  const event = responseEvent.safeParse(data).data;
  if (!event) return { end: null };
  const usage = event.response?.usage;
  const use = usage
    ? {
        use: {
          promptTokens: usage.input_tokens ?? null,
          cachedTokens: usage.input_tokens_details?.cached_tokens ?? null,
          completionTokens: usage.output_tokens ?? null,
        },
      }
    : {};
  switch (event.type) {
    case "response.output_text.delta":
      return { text: event.delta ?? "", end: null };
    case "response.completed":
      return { ...use, end: "complete" };
    case "response.incomplete":
      return { ...use, end: "truncated" };
    case "response.refusal.delta":
    case "response.refusal.done":
      return { ...use, end: "refused" };
    case "response.failed":
    case "error":
      return { ...use, end: "server_error" };
    default:
      return { end: null };
  }
}

const chatEvent = z.object({
  choices: z
    .array(
      z.object({
        delta: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }).nullish(),
        finish_reason: z.string().nullish(),
      }),
    )
    .default([]),
  usage: z
    .object({
      prompt_tokens: count,
      completion_tokens: count,
      prompt_tokens_details: z.object({ cached_tokens: count }).nullish(),
    })
    .nullish(),
  error: z.unknown().optional(),
});

function readChatEvent(data: unknown): Read {
  const event = chatEvent.safeParse(data).data;
  if (!event) return { end: null };
  if (event.error !== undefined && event.error !== null) return { end: "server_error" };
  const [choice] = event.choices;
  const read: Read = { end: null };
  if (event.usage)
    read.use = {
      promptTokens: event.usage.prompt_tokens ?? null,
      cachedTokens: event.usage.prompt_tokens_details?.cached_tokens ?? null,
      completionTokens: event.usage.completion_tokens ?? null,
    };
  if (choice?.delta?.refusal) return { ...read, end: "refused" };
  if (choice?.delta?.content) read.text = choice.delta.content;
  if (choice?.finish_reason === "length") return { ...read, end: "truncated" };
  if (choice?.finish_reason === "content_filter") return { ...read, end: "filtered" };
  if (choice?.finish_reason) return { ...read, end: "complete" };
  return read;
}
