import "server-only";
import { now } from "@/lib/platform/clock/clock";

/** The JSON of an answer; undefined when it is none. */
export function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8"));
  } catch {
    return undefined;
  }
}

/**
 * When a server that has had enough may be asked again, as far as it says: `retry-after` in seconds, or the time at which its
 * limit begins anew, in seconds since 1970 or as a date.
 */
export function retryAt(headers: Headers): Date | null {
  const seconds = headers.get("retry-after");
  if (seconds !== null && /^\d{1,6}$/.test(seconds)) return new Date(now().getTime() + Number(seconds) * 1000);
  const reset = headers.get("x-ratelimit-reset");
  if (reset === null) return null;
  const at = new Date(
    /^\d{9,11}$/.test(reset) ? Number(reset) * 1000 : /^\d{4}-\d\d-/.test(reset) ? reset : Number.NaN,
  );
  return Number.isNaN(at.getTime()) ? null : at;
}
