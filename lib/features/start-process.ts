import "server-only";
import { giveUp } from "@/lib/platform/log/give-up";
import { start } from "./boot";
import type { DemoSite } from "./demo/demo-assistant";

type Holder = typeof globalThis & {
  __atriumStarted?: (demoSite: DemoSite | null) => void;
  __atriumStarting?: Promise<void>;
};
// On globalThis: the development server reloads modules, and a process starts once.
const holder = globalThis as Holder;

/** Opens the database, starts the jobs, and tells server.mjs how it went. Once per process, however often it is called. */
export function startProcess(): Promise<void> {
  holder.__atriumStarting ??= start().then(
    (demoSite) => holder.__atriumStarted?.(demoSite),
    (error: unknown) => {
      delete holder.__atriumStarting;
      // Next.js would log this and stay up without answering. server.mjs says it in one sentence and ends the process.
      giveUp(error instanceof Error ? error.message : String(error));
      throw error;
    },
  );
  return holder.__atriumStarting;
}
