import "server-only";
import { ticks } from "@/lib/platform/clock/clock";

export type State = "up" | "degraded" | "down" | "not_configured";
export type Finding = { state: State; message?: string };
export type Checked = Finding & { ms: number };
export type Check = () => Promise<Finding>;

/** Runs one check against its own clock: a part that hangs is down, and the others still answer. Never throws. */
export async function runCheck(check: Check, timeoutMs: number): Promise<Checked> {
  const started = ticks();
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<Finding>((resolve) => {
    timer = setTimeout(() => resolve({ state: "down", message: `no answer in ${timeoutMs} ms` }), timeoutMs);
  });
  try {
    const finding = await Promise.race([check(), timeout]);
    return { ...finding, ms: Math.round(ticks() - started) };
  } catch (error) {
    const message = error instanceof Error ? error.message : "failed";
    return { state: "down", message: message.slice(0, 300), ms: Math.round(ticks() - started) };
  } finally {
    clearTimeout(timer);
  }
}

/** Slower than this is noticeable to people. */
const slowMs = 1_000;

export function byDuration(ms: number): Finding {
  return ms > slowMs ? { state: "degraded", message: `slow: ${Math.round(ms)} ms` } : { state: "up" };
}

/**
 * Asks a service over HTTP. Any answer below 500 shows that it is there; a refused key is worth knowing about.
 * @throws when it cannot be reached
 */
export async function askOverHttp(url: string, headers: Record<string, string>, timeoutMs: number): Promise<Finding> {
  const response = await fetch(url, { headers, signal: AbortSignal.timeout(timeoutMs), redirect: "manual" });
  await response.body?.cancel();
  if (response.status >= 500) return { state: "degraded", message: `answers ${response.status}` };
  if (response.status === 401 || response.status === 403) return { state: "degraded", message: "refuses our key" };
  return { state: "up" };
}
