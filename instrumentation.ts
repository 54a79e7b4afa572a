type Holder = typeof globalThis & { __atriumGiveUp?: (sentence: string) => void; __atriumStarted?: () => void };

/** Next.js calls this once per server process, before the first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { start } = await import("@/lib/features/boot");
  try {
    await start();
    (globalThis as Holder).__atriumStarted?.();
  } catch (error) {
    // Next.js would log this and stay up without answering. server.mjs says it in one sentence and ends the process.
    (globalThis as Holder).__atriumGiveUp?.(error instanceof Error ? error.message : String(error));
    throw error;
  }
}
