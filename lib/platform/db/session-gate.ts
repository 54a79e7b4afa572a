import { ticks } from "@/lib/platform/clock/clock";

/** How long the session may keep the event loop from input and output, in milliseconds. */
const sliceMs = 5;

/**
 * PGlite is one session. Two units of work that interleave on it would share a transaction and a role: a tenant could
 * read as another. So a connection is handed out to one holder at a time, first come first served, and everything in
 * the process that talks to PGlite goes through one gate: ours and @supabase/lite's alike.
 */
export class SessionGate {
  #tail: Promise<void> = Promise.resolve();
  #lastBreath = 0;
  #waiting = 0;

  /** Somebody stands behind the present holder. */
  get isAwaited(): boolean {
    return this.#waiting > 0;
  }

  /** Resolves when the session is free; call the result to hand it on. */
  async acquire(): Promise<() => void> {
    const before = this.#tail;
    let release: () => void = () => {};
    this.#tail = new Promise<void>((resolve) => {
      release = resolve;
    });
    this.#waiting += 1;
    await before;
    this.#waiting -= 1;
    await this.#breathe();
    return release;
  }

  /**
   * PGlite works inside of microtasks, and so does the hand-over: without a pause a queue of fifty requests is worked off
   * before a single answer leaves, and each request pays that wait at every step of its own.
   */
  async #breathe(): Promise<void> {
    if (ticks() - this.#lastBreath < sliceMs) return;
    await new Promise((resolve) => setImmediate(resolve));
    this.#lastBreath = ticks();
  }

  async run<T>(work: () => Promise<T>): Promise<T> {
    const release = await this.acquire();
    try {
      return await work();
    } finally {
      release();
    }
  }
}
