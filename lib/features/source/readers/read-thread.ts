import "server-only";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { isFailureCode, SourceFailure } from "../source.failure";
import type { Blocks } from "./blocks";

export type Task =
  | { format: "pdf" | "docx"; bytes: Uint8Array }
  | {
      format: "html";
      text: string;
      /** Where it was, for the links in it. */
      url?: string;
      /** A web page: what surrounds its content is left out. */
      isPage: boolean;
    };
type Found = Blocks & { links?: string[] };
type Options = { timeoutMs?: number; memoryMb?: number; signal?: AbortSignal };

const script = join(process.cwd(), "lib", "features", "source", "readers", "read-worker.mjs");
const usualTimeoutMs = 45_000;
const usualMemoryMb = 512;

/**
 * Reads a document in a thread of its own, which is ended when it takes too long or too much.
 * @throws SourceFailure, Error when `signal` says to stop
 */
export async function readInThread(task: Task, options: Options = {}): Promise<Found> {
  const { timeoutMs = usualTimeoutMs, memoryMb = usualMemoryMb, signal } = options;
  signal?.throwIfAborted();
  // Next.js follows a path that it can read here, and would pack the worker into the build.
  const worker = new Worker(/* turbopackIgnore: true */ script, {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    // What a reader has to say about a broken file is for nobody's log.
    stdout: true,
    stderr: true,
  });
  let stop = () => {};
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise<Found>((resolve, reject) => {
      stop = () => reject(new Error("reading was stopped"));
      signal?.addEventListener("abort", stop, { once: true });
      timer = setTimeout(() => reject(new SourceFailure("READ_TIMEOUT")), timeoutMs);
      worker.once("message", (answer: { found?: Found; failed?: string }) => {
        if (answer.found) resolve(answer.found);
        else reject(new SourceFailure(isFailureCode(answer.failed) ? answer.failed : "UNEXPECTED"));
      });
      worker.once("error", (cause) => reject(new SourceFailure(codeOf(cause, task), { cause })));
      worker.once("exit", () => reject(new SourceFailure("UNEXPECTED")));
    });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
    await worker.terminate();
  }
}

function codeOf(cause: Error, { format }: Task) {
  const code = "code" in cause ? cause.code : undefined;
  // An installation without the reader: the document is not to blame.
  if (code === "ERR_MODULE_NOT_FOUND") return "UNEXPECTED";
  const isMemory = code === "ERR_WORKER_OUT_OF_MEMORY";
  if (isMemory || cause instanceof RangeError || cause.name === "RangeError") return "TOO_COMPLEX";
  return format === "pdf" ? "PDF_DAMAGED" : format === "docx" ? "DOCX_DAMAGED" : "UNEXPECTED";
}
