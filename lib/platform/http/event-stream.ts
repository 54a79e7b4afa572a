import "server-only";
import { ticks } from "@/lib/platform/clock/clock";
import { BadRequestError, RateLimitError } from "@/lib/platform/errors/errors";
import { log } from "@/lib/platform/log/log";

export type StreamEvent = { id: number; type: string; data: unknown };
type Options = {
  /** Whose stream it is; one caller holds a few at a time. */
  subject: string;
  after: number;
  /** What has happened since, and whether anything more can. Must not leave a transaction open. */
  read: (after: number) => Promise<{ events: readonly StreamEvent[]; ended: boolean }>;
  /** Waits for news; resolves in any case after `ms`. */
  wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** The caller hung up. */
  signal: AbortSignal;
};

const lookMs = 1_000;
const heartbeatMs = 15_000;
/** Below what platforms allow a request; the browser comes back by itself and says where it was. */
const longestMs = 240_000;
const streamsPerCaller = 8;

const open = new Map<string, number>();

/**
 * Server-sent events: what has happened, then what happens, until it has ended, four minutes are over or the caller hangs up.
 * Between two looks nothing is held, no transaction and no connection of the database.
 * @throws RateLimitError TOO_MANY_STREAMS
 */
export function eventStream(options: Options): Response {
  const held = open.get(options.subject) ?? 0;
  if (held >= streamsPerCaller)
    throw new RateLimitError("TOO_MANY_STREAMS", "You are following too many things at once. Close some of them.", {
      headers: { "retry-after": "5" },
    });
  open.set(options.subject, held + 1);
  const stop = new AbortController();
  const hangUp = () => stop.abort();
  if (options.signal.aborted) hangUp();
  options.signal.addEventListener("abort", hangUp, { once: true });
  let isOver = false;
  const release = () => {
    if (isOver) return;
    isOver = true;
    options.signal.removeEventListener("abort", hangUp);
    const left = (open.get(options.subject) ?? 1) - 1;
    if (left > 0) open.set(options.subject, left);
    else open.delete(options.subject);
  };
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const send = (text: string) => {
        if (!stop.signal.aborted) controller.enqueue(encoder.encode(text));
      };
      void pump(options, send, stop.signal)
        // The caller comes back and asks again; the reason belongs into our log.
        .catch((error: unknown) => log().warn({ err: error }, "an event stream ended early"))
        .finally(() => {
          release();
          if (!stop.signal.aborted) controller.close();
        });
    },
    cancel() {
      stop.abort();
      release();
    },
  });
  return new Response(body, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      // no-transform: compression would hold events back until it has enough of them.
      "cache-control": "private, no-cache, no-transform",
      "x-accel-buffering": "no",
    },
  });
}

async function pump({ after, read, wait }: Options, send: (text: string) => void, signal: AbortSignal): Promise<void> {
  const started = ticks();
  let seen = after;
  let sentAt = ticks();
  // Also opens the connection in the browser before the first event.
  send("retry: 1000\n\n");
  while (!signal.aborted && ticks() - started < longestMs) {
    const { events, ended } = await read(seen);
    for (const event of events) {
      seen = event.id;
      send(`id: ${event.id}\nevent: ${event.type}\ndata: ${JSON.stringify(event.data)}\n\n`);
    }
    if (ended || signal.aborted) return;
    if (events.length > 0) sentAt = ticks();
    else if (ticks() - sentAt > heartbeatMs) {
      sentAt = ticks();
      send(": still here\n\n");
    }
    await wait(lookMs, signal);
  }
}

/** Where a caller was: the header of a browser that comes back, or else what the address says. @throws BadRequestError */
export function lastEventId(request: Request, fromQuery: number): number {
  const header = request.headers.get("last-event-id");
  if (header === null || header === "") return fromQuery;
  if (!/^\d{1,5}$/.test(header)) throw new BadRequestError("BAD_EVENT_ID", "Last-Event-ID takes the id of an event.");
  return Number(header);
}
