import "server-only";
import { now, ticks } from "@/lib/platform/clock/clock";
import { type Check, type Checked, runCheck } from "@/lib/platform/health/check";
import { type ComponentName, componentNames, type Readiness } from "../health.schema";
import { checkAudit, checkAuth, checkDatabase, checkJobs, checkStorage } from "./check-local";
import { checkAi, checkMail, checkPayments } from "./check-remote";

type Part = { check: Check; timeoutMs: number; keepMs: number; vital?: boolean };

/** Without a vital part this process cannot serve; without another one, some of it works. */
const parts: Record<ComponentName, Part> = {
  database: { check: checkDatabase, timeoutMs: 2_000, keepMs: 1_000, vital: true },
  auth: { check: checkAuth, timeoutMs: 3_000, keepMs: 5_000, vital: true },
  storage: { check: checkStorage, timeoutMs: 3_000, keepMs: 10_000 },
  jobs: { check: checkJobs, timeoutMs: 3_000, keepMs: 5_000 },
  audit: { check: checkAudit, timeoutMs: 3_000, keepMs: 60_000 },
  ai: { check: checkAi, timeoutMs: 4_000, keepMs: 60_000 },
  mail: { check: checkMail, timeoutMs: 4_000, keepMs: 60_000 },
  payments: { check: checkPayments, timeoutMs: 4_000, keepMs: 60_000 },
};

type Kept = { until: number; result: Promise<Checked> };
type Holder = typeof globalThis & { __atriumHealth?: Map<ComponentName, Kept> };

/** Kept for a moment, so that nobody can use the probe to load the database or a provider. Bad news is kept shortest. */
function checkedOnce(name: ComponentName): Promise<Checked> {
  const holder = globalThis as Holder;
  holder.__atriumHealth ??= new Map();
  const cache = holder.__atriumHealth;
  const kept = cache.get(name);
  if (kept && kept.until > ticks()) return kept.result;
  const { check, timeoutMs, keepMs } = parts[name];
  const result = runCheck(check, timeoutMs);
  const entry = { until: ticks() + keepMs + timeoutMs, result };
  cache.set(name, entry);
  void result.then(({ state }) => {
    entry.until = ticks() + (state === "up" || state === "not_configured" ? keepMs : Math.min(keepMs, 1_000));
  });
  return result;
}

/** Forgets what was found, so that the next question is asked anew. */
export function forgetReadiness(): void {
  (globalThis as Holder).__atriumHealth?.clear();
}

/** @param detailed with what exactly is wrong; for operators only */
export async function checkReadiness(detailed: boolean): Promise<Readiness> {
  const results = await Promise.all(componentNames.map(async (name) => [name, await checkedOnce(name)] as const));
  const components = Object.fromEntries(
    results.map(([name, { state, ms, message }]) => [
      name,
      { state, ms, ...(detailed && message !== undefined ? { message } : {}) },
    ]),
  ) as Readiness["components"];
  const isDown = results.some(([name, { state }]) => state === "down" && parts[name].vital);
  const isDegraded = results.some(([, { state }]) => state === "down" || state === "degraded");
  return { status: isDown ? "down" : isDegraded ? "degraded" : "up", checkedAt: now().toISOString(), components };
}
