import "server-only";
import { EventEmitter } from "node:events";

// On globalThis: the route that works and the route that tells are bundled apart.
type Holder = typeof globalThis & { __atriumRunNews?: EventEmitter };

function news(): EventEmitter {
  const holder = globalThis as Holder;
  holder.__atriumRunNews ??= new EventEmitter().setMaxListeners(0);
  return holder.__atriumRunNews;
}

/** Tells the streams of this process that a run has gone on. Other processes find out when they look. */
export function announceRun(runId: string): void {
  news().emit(runId);
}

/** Resolves when there may be news of a run, at the latest after `ms`, or at once when the signal comes. */
export async function waitForNews(runId: string, ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const emitter = news();
  await new Promise<void>((resolve) => {
    const done = () => {
      clearTimeout(timer);
      emitter.off(runId, done);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    emitter.once(runId, done);
    signal.addEventListener("abort", done, { once: true });
  });
}
