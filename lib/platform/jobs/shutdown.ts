import "server-only";

type Holder = typeof globalThis & {
  __atriumShutdownSteps?: Map<string, () => Promise<void>>;
  __atriumShutdown?: () => Promise<void>;
};

/**
 * Adds a step to the end of this process; server.mjs waits for `__atriumShutdown`. Steps run one after the other, the
 * last one added first: what was opened first closes last. A step of the same name replaces the earlier one.
 */
export function onShutdown(name: string, step: () => Promise<void>): void {
  const holder = globalThis as Holder;
  holder.__atriumShutdownSteps ??= new Map();
  holder.__atriumShutdownSteps.set(name, step);
  holder.__atriumShutdown = async () => {
    for (const run of [...(holder.__atriumShutdownSteps?.values() ?? [])].reverse()) {
      // A step that fails must not keep the database from being closed.
      await run().catch(() => {});
    }
  };
}
