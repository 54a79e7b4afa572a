/**
 * PGlite is one session. Two units of work that interleave on it would share a transaction and a role: a tenant could
 * read as another. So a connection is handed out to one holder at a time, first come first served, and everything in
 * the process that talks to PGlite goes through one gate: ours and @supabase/lite's alike.
 */
export class SessionGate {
  #tail: Promise<void> = Promise.resolve();
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
    return release;
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
