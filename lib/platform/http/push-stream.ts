import "server-only";
import { AppError } from "@/lib/platform/errors/errors";
import { captureError } from "@/lib/platform/log/capture";
import { outliveResponse } from "./after-response";
import { toAppError } from "./define-route";

const heartbeatMs = 15_000;

/**
 * Server-sent events of work that is done once, whoever listens: a caller that hangs up stops hearing of it, and it goes on to
 * its end. What fails ends in an event `error` with its code and sentence; only our own failures are logged.
 */
export function pushStream<E extends object>(
  work: (send: <K extends keyof E & string>(type: K, data: E[K]) => void) => Promise<void>,
): Response {
  const encoder = new TextEncoder();
  let isOpen = true;
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const write = (text: string) => {
        if (isOpen) controller.enqueue(encoder.encode(text));
      };
      const send = (type: string, data: unknown) => write(`event: ${type}\ndata: ${JSON.stringify(data)}\n\n`);
      const heart = setInterval(() => write(": still here\n\n"), heartbeatMs);
      const done = work(send)
        .catch((cause: unknown) => {
          const error = cause instanceof AppError ? cause : toAppError(cause);
          if (error.status >= 500) captureError(error.cause ?? error);
          send("error", { code: error.code, error: error.message });
        })
        .finally(() => {
          clearInterval(heart);
          if (isOpen) controller.close();
          isOpen = false;
        });
      outliveResponse(done);
    },
    cancel() {
      isOpen = false;
    },
  });
  return new Response(body, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      // no-transform: compression would hold events back until it has enough of them.
      "cache-control": "private, no-store, no-transform",
      "x-accel-buffering": "no",
    },
  });
}
