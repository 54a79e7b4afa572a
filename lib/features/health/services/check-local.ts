import "server-only";
import { sql } from "kysely";
import { lastChainCheck } from "@/lib/features/audit/services/verify-chain";
import { now, ticks } from "@/lib/platform/clock/clock";
import { rawDatabase } from "@/lib/platform/db/db";
import { isBooting, runtime } from "@/lib/platform/db/runtime";
import { env } from "@/lib/platform/env/env";
import { askOverHttp, byDuration, type Check } from "@/lib/platform/health/check";
import { runnerOfProcess } from "@/lib/platform/jobs/process-runner";
import { storageClient } from "@/lib/platform/supabase/server-client";

const notStarted = { state: "down", message: "the process has not started yet" } as const;
const worryingLagSeconds = 300;
const staleRunnerMs = 60_000;

/** A probe must not be what boots the process. */
export const checkDatabase: Check = async () => {
  if (!isBooting()) return notStarted;
  const db = await rawDatabase();
  const started = ticks();
  await sql`select 1`.execute(db);
  return byDuration(ticks() - started);
};

export const checkAuth: Check = async () => {
  if (!isBooting()) return notStarted;
  const e = env();
  const headers = { apikey: e.SUPABASE_PUBLISHABLE_KEY };
  if (e.SUPABASE_URL) return await askOverHttp(`${e.SUPABASE_URL}/auth/v1/health`, headers, 3_000);
  const { lite } = await runtime();
  const response = await lite?.fetch(new Request(`${e.SITE_URL}/auth/v1/health`, { headers }));
  return response?.ok ? { state: "up" } : { state: "down", message: `answers ${response?.status ?? "nothing"}` };
};

export const checkStorage: Check = async () => {
  if (!isBooting()) return notStarted;
  const { error } = await storageClient().listBuckets();
  return error ? { state: "down", message: error.message } : { state: "up" };
};

export const checkJobs: Check = async () => {
  if (!isBooting()) return notStarted;
  const db = await rawDatabase();
  const { rows } = await sql<{ lag: number; dead: number }>`
    select coalesce(extract(epoch from max(now() - j.start_after) filter (where j.state < 'active' and j.start_after <= now())), 0)::int as lag,
      (count(*) filter (where j.state = 'failed'))::int as dead
    from pgboss.job j where j.state < 'active' or j.state = 'failed'`.execute(db);
  const { lag, dead } = rows[0] ?? { lag: 0, dead: 0 };
  const seen = runnerOfProcess()?.lastLookAt;
  const facts = `oldest due job waits ${lag} s, ${dead} dead`;
  const silent = seen && now().getTime() - seen.getTime() > staleRunnerMs;
  if (silent || lag > worryingLagSeconds) return { state: "degraded", message: facts };
  return { state: "up", message: facts };
};

/** The nightly walk over the hash chains: tampering shows here. */
export const checkAudit: Check = async () => {
  if (!isBooting()) return notStarted;
  const last = await lastChainCheck();
  if (!last) return { state: "up", message: "not checked yet" };
  if (last.broken.length > 0) {
    const places = last.broken.slice(0, 5).map(({ workspaceId, seq }) => `${workspaceId} at ${seq}`);
    return { state: "degraded", message: `broken chains: ${places.join(", ")}` };
  }
  return {
    state: "up",
    message: `${last.entries} entries of ${last.workspaces} workspaces sound at ${last.checkedAt}`,
  };
};
