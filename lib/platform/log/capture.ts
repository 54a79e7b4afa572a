import "server-only";
import { env } from "@/lib/platform/env/env";
import { log } from "./log";

type Sentry = typeof import("@sentry/node");
type Holder = typeof globalThis & { __atriumSentry?: Promise<Sentry> };

/** Loads Sentry only where a DSN is set: it costs start-up time and memory. */
function sentry(): Promise<Sentry> | undefined {
  const { SENTRY_DSN, NODE_ENV } = env();
  if (SENTRY_DSN === undefined) return undefined;
  const holder = globalThis as Holder;
  holder.__atriumSentry ??= import("@sentry/node").then((module) => {
    module.init({ dsn: SENTRY_DSN, environment: NODE_ENV, sendDefaultPii: false, tracesSampleRate: 0 });
    return module;
  });
  return holder.__atriumSentry;
}

/** Reports an unexpected failure once: to the log always, to Sentry when configured. Never throws. */
export function captureError(error: unknown, tags: Record<string, string> = {}): void {
  log().error({ err: error, ...tags }, "unexpected failure");
  void sentry()
    ?.then((module) => module.captureException(error, { tags }))
    .catch(() => {});
}
