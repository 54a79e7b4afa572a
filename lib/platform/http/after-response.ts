import "server-only";
import { after } from "next/server";

/**
 * Work that outlives its answer. A platform that puts a process to sleep after the answer is told to wait for it; a Node.js
 * process of our own stays awake anyway, and outside a request of Next.js (in tests) there is nobody to tell.
 */
export function outliveResponse(work: Promise<void>): void {
  try {
    after(() => work);
  } catch (error) {
    if (!(error instanceof Error && /outside a request scope/.test(error.message))) throw error;
  }
}
