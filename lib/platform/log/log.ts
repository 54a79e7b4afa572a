import "server-only";
import { pino } from "pino";
import { env } from "@/lib/platform/env/env";

const secretKeys = [
  "password",
  "currentPassword",
  "token",
  "tokenHash",
  "secret",
  "authorization",
  "cookie",
  "apikey",
  "email",
  "key",
];

type Holder = typeof globalThis & { __atriumLog?: ReturnType<typeof createLog> };

function createLog() {
  return pino({
    level: env().LOG_LEVEL,
    base: { app: "atrium" },
    // JSON escaping keeps CR, LF and ANSI sequences of a caller inside their own line.
    redact: { paths: secretKeys.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: "[redacted]" },
  });
}

/** The process's logger: one JSON line per event, secrets redacted by field name. */
export function log(): ReturnType<typeof createLog> {
  const holder = globalThis as Holder;
  holder.__atriumLog ??= createLog();
  return holder.__atriumLog;
}
