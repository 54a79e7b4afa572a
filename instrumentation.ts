/** Next.js calls this once per server process, before the first request. */
export async function register(): Promise<void> {
  // Both names are replaced when this is compiled, and what stands behind them goes too. In development that matters: the
  // first page would wait until all that a start needs is compiled. server.mjs asks for app/dev/start after it.
  if (process.env.NODE_ENV === "production" && process.env.NEXT_RUNTIME === "nodejs") {
    const { startProcess } = await import("@/lib/features/start-process");
    await startProcess();
    // On a platform that starts a process per route, loading all of them would cost more than it saves.
    if ("__atriumPeerHeader" in globalThis) {
      const { openDoor } = await import("@/app/api/v1/open-door");
      openDoor();
    }
  }
}
