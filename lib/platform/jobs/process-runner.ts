import "server-only";
import type { AnyJob } from "./define-job";
import { Runner } from "./runner";
import { onShutdown } from "./shutdown";

// On globalThis: start-up code and routes are bundled apart, and the development server reloads modules.
type Holder = typeof globalThis & { __atriumRunner?: Runner | undefined };

/** The runner of this process, if it has one. */
export function runnerOfProcess(): Runner | undefined {
  return (globalThis as Holder).__atriumRunner;
}

/** Starts the one runner of this process, in place of an earlier one. @throws Error when the queue's tables do not fit */
export async function startRunner(jobs: readonly AnyJob[]): Promise<void> {
  const holder = globalThis as Holder;
  await stopRunner();
  const runner = new Runner(jobs);
  await runner.start();
  holder.__atriumRunner = runner;
  onShutdown("jobs", stopRunner);
}

export async function stopRunner(): Promise<void> {
  const holder = globalThis as Holder;
  const runner = holder.__atriumRunner;
  holder.__atriumRunner = undefined;
  await runner?.stop();
}
