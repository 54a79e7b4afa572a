type Holder = typeof globalThis & { __atriumGiveUp?: (sentence: string) => void; __atriumStarted?: () => void };

/** Next.js calls this once per server process, before the first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { start } = await import("@/lib/features/boot");
  const started = start().then(
    () => (globalThis as Holder).__atriumStarted?.(),
    (error: unknown) => {
      // Next.js would log this and stay up without answering. server.mjs says it in one sentence and ends the process.
      (globalThis as Holder).__atriumGiveUp?.(error instanceof Error ? error.message : String(error));
      throw error;
    },
  );
  // In development the database opens while the first page is compiled; whatever needs it waits for it.
  if (process.env.NODE_ENV === "production") await started;
}
