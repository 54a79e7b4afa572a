import { join } from "node:path";
import { Worker } from "node:worker_threads";

/** Whatever takes a message of the PostgreSQL protocol and resolves to the bytes of the answer. */
export type Wire = { ask(message: Uint8Array): Promise<Uint8Array> };
type Note = { ready?: boolean; closed?: boolean; failed?: string };
type Waiting = { resolve: (answer: Uint8Array) => void; reject: (error: Error) => void };

const script = join(process.cwd(), "lib", "platform", "db", "pglite-worker.mjs");

/** PGlite in a thread of its own. Messages are worked off one after the other, in the order of `ask`. */
export class PgliteThread implements Wire {
  readonly #worker: Worker;
  readonly #waiting: Waiting[] = [];
  #ended: Error | undefined;
  #onLost: ((cause: Error) => void) | undefined;

  private constructor(worker: Worker) {
    this.#worker = worker;
    worker.on("message", (answer: Uint8Array | Note) => this.#settle(answer));
    worker.on("error", (error) => this.#end(error));
    worker.on("exit", () => this.#end(new Error("its thread ended")));
  }

  /**
   * @param folder where the data lie
   * @param onLost called once when the open database breaks; it answers nothing any more
   * @throws Error when the database does not open
   */
  static async open(folder: string, onLost?: (cause: Error) => void): Promise<PgliteThread> {
    // Next.js follows a path that it can read here, and would pack the worker into the build.
    const worker = new Worker(/* turbopackIgnore: true */ script, { workerData: { folder } });
    const thread = new PgliteThread(worker);
    await thread.#next().catch(async (cause: unknown) => {
      await worker.terminate();
      throw cause;
    });
    thread.#onLost = onLost;
    return thread;
  }

  ask(message: Uint8Array): Promise<Uint8Array> {
    if (this.#ended) return Promise.reject(this.#ended);
    const answer = this.#next();
    this.#worker.postMessage(message);
    return answer;
  }

  /** Ends the database in order. Safe to call twice. */
  async close(): Promise<void> {
    if (this.#ended) return;
    const closed = this.#next();
    this.#worker.postMessage("close");
    this.#onLost = undefined;
    await closed;
    this.#end(new Error("it was closed"));
    await this.#worker.terminate();
  }

  #next(): Promise<Uint8Array> {
    // Only work under way keeps the process alive, as with a socket.
    if (this.#waiting.length === 0) this.#worker.ref();
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  #settle(answer: Uint8Array | Note): void {
    const waiting = this.#waiting.shift();
    if (this.#waiting.length === 0) this.#worker.unref();
    if (answer instanceof Uint8Array) waiting?.resolve(answer);
    else if (answer.failed !== undefined) waiting?.reject(new Error(`the embedded database failed: ${answer.failed}`));
    else waiting?.resolve(new Uint8Array());
  }

  #end(cause: Error): void {
    this.#ended ??= new Error(`the embedded database is gone: ${cause.message}`, { cause });
    for (const { reject } of this.#waiting.splice(0)) reject(this.#ended);
    this.#onLost?.(cause);
    this.#onLost = undefined;
  }
}
