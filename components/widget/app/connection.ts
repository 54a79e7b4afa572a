import type { ChatSession } from "@/lib/features/conversation/chat.schema";
import { keep, kept } from "./storage";

/** A refusal of the server's; `offline` when it was not reached. */
export class ChatError extends Error {
  constructor(
    readonly code: string,
    readonly details: Record<string, unknown> = {},
  ) {
    super(code);
  }
}

export type StreamedEvent = { type: string; data: unknown };
type Ask = { method?: "GET" | "POST" | "DELETE"; body?: object; signal?: AbortSignal };

const answerMs = 20_000;

/** Talks to the server for one visitor of one assistant, and renews their session when it runs out. */
export class Connection {
  #session: Promise<ChatSession> | undefined;
  #expires = 0;
  readonly #base: string;
  readonly #secretName: string;

  constructor(
    assistantKey: string,
    readonly pageUrl: () => string | null,
  ) {
    this.#base = `/api/v1/chat/${assistantKey}/`;
    this.#secretName = `atrium:${assistantKey}:secret`;
  }

  /** Begins the session, or goes on with the one of an earlier visit. @throws ChatError */
  async open(): Promise<ChatSession> {
    this.#session = this.#begin();
    try {
      return await this.#session;
    } catch (error) {
      this.#session = undefined;
      throw error;
    }
  }

  forget(): void {
    this.#session = undefined;
    keep(this.#secretName, null);
  }

  /** @throws ChatError */
  async ask<T>(path: string, options: Ask = {}): Promise<T> {
    const response = await this.#send(path, { ...options, signal: options.signal ?? AbortSignal.timeout(answerMs) });
    const { data } = (await read(response)) as { data: T };
    return data;
  }

  /** Hears events one after another until the stream ends. @throws ChatError */
  async listen(path: string, options: Ask, hear: (event: StreamedEvent) => void): Promise<void> {
    const response = await this.#send(path, options);
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    try {
      for (;;) {
        const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
        if (done) return;
        const blocks = (rest + value).split("\n\n");
        rest = blocks.pop() ?? "";
        for (const block of blocks) {
          const event = eventOf(block);
          if (event) hear(event);
        }
      }
    } catch (error) {
      throw error instanceof ChatError ? error : new ChatError("offline");
    }
  }

  async #begin(): Promise<ChatSession> {
    const secret = kept(this.#secretName);
    const pageUrl = this.pageUrl();
    const language = /^[a-z]{2,3}/.exec(navigator.language.toLowerCase())?.[0];
    const body = {
      ...(secret === null ? {} : { secret }),
      ...(pageUrl === null ? {} : { pageUrl }),
      ...(language === undefined ? {} : { language }),
    };
    const response = await reach(`${this.#base}sessions`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(answerMs),
    });
    if (!response.ok) throw await refusal(response);
    const { data } = (await read(response)) as { data: ChatSession };
    keep(this.#secretName, data.secret);
    this.#expires = Date.now() + 14 * 60_000;
    return data;
  }

  async #send(path: string, options: Ask, isAgain = false): Promise<Response> {
    const session = this.#session && Date.now() < this.#expires ? await this.#session : await this.open();
    const { method = "GET", body, signal } = options;
    const response = await reach(this.#base + path, {
      method,
      headers: {
        authorization: `Bearer ${session.token}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
    if (response.ok) return response;
    const error = await refusal(response);
    if (response.status === 401 && !isAgain) {
      await this.open();
      return await this.#send(path, options, true);
    }
    throw error;
  }
}

function eventOf(block: string): StreamedEvent | undefined {
  const lines = block.split("\n");
  const field = (name: string) => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
  const [type, data] = [field("event"), field("data")];
  return type === undefined || data === undefined ? undefined : { type, data: JSON.parse(data) as unknown };
}

async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { ...init, credentials: "omit", cache: "no-store" });
  } catch {
    throw new ChatError("offline");
  }
}

async function read(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    throw new ChatError("offline");
  }
}

async function refusal(response: Response): Promise<ChatError> {
  const body: unknown = await response.json().catch(() => null);
  const field = (name: string): unknown =>
    typeof body === "object" && body !== null ? Reflect.get(body, name) : undefined;
  const code = field("code");
  const details = field("details");
  return new ChatError(
    typeof code === "string" ? code : `HTTP_${response.status}`,
    typeof details === "object" && details !== null ? { ...details } : {},
  );
}
