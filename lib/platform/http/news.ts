import "server-only";
import { EventEmitter } from "node:events";

// On globalThis: the route that works and the route that tells are bundled apart.
type Holder = typeof globalThis & { __atriumNews?: Map<string, EventEmitter> };

function emitterOf(channel: string): EventEmitter {
  const holder = globalThis as Holder;
  holder.__atriumNews ??= new Map();
  const known = holder.__atriumNews.get(channel) ?? new EventEmitter().setMaxListeners(0);
  holder.__atriumNews.set(channel, known);
  return known;
}

/** News of things of one kind, within this process. Other processes find out when they look. */
export function newsChannel(channel: string) {
  return {
    /** Tells whoever waits that something has gone on. */
    announce: (id: string): void => void emitterOf(channel).emit(id),

    /** Resolves when there may be news, at the latest after `ms`, or at once when the signal comes. */
    async wait(id: string, ms: number, signal: AbortSignal): Promise<void> {
      if (signal.aborted) return;
      const emitter = emitterOf(channel);
      await new Promise<void>((resolve) => {
        const done = () => {
          clearTimeout(timer);
          emitter.off(id, done);
          signal.removeEventListener("abort", done);
          resolve();
        };
        const timer = setTimeout(done, ms);
        emitter.once(id, done);
        signal.addEventListener("abort", done, { once: true });
      });
    },
  };
}
