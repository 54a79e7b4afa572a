import "server-only";
import { sql } from "kysely";
import { inTransaction } from "@/lib/platform/db/db";
import { AppError } from "@/lib/platform/errors/errors";
import { captureError } from "@/lib/platform/log/capture";
import { log } from "@/lib/platform/log/log";
import { metrics } from "@/lib/platform/metrics/metrics";
import type { AnyJob } from "./define-job";
import { boss, bossInside } from "./queue";

export type Claimed = { id: string; data: object; retryCount: number; retryLimit: number };
export type Outcome = "completed" | "retried" | "dead" | "lost";

/** Does one claimed job and writes down how it went. Never throws for what the handler did. */
export async function runJob(job: AnyJob, claimed: Claimed, stop?: AbortSignal): Promise<Outcome> {
  let failure: { cause: unknown } | undefined;
  try {
    await withinTime(job, claimed, stop);
  } catch (cause) {
    failure = { cause };
  }
  if (failure) {
    captureError(failure.cause, { job: job.name, jobId: claimed.id, attempt: String(claimed.retryCount + 1) });
  }
  const outcome = await settle(job, claimed, failure);
  metrics().jobs.labels(job.name, outcome).inc();
  log().info({ job: job.name, jobId: claimed.id, attempt: claimed.retryCount + 1, outcome }, "job");
  return outcome;
}

async function withinTime(job: AnyJob, claimed: Claimed, stop: AbortSignal | undefined): Promise<void> {
  const timeout = AbortSignal.timeout(job.timeoutSeconds * 1000);
  const signal = stop ? AbortSignal.any([timeout, stop]) : timeout;
  const aborted = new Promise<never>((_, reject) => {
    const giveUp = () =>
      reject(new Error(timeout.aborted ? `gave up after ${job.timeoutSeconds} s` : "the process is stopping"));
    if (signal.aborted) giveUp();
    signal.addEventListener("abort", giveUp, { once: true });
  });
  const run = { jobId: claimed.id, attempt: claimed.retryCount + 1, signal };
  await Promise.race([job.parseAndRun(claimed.data, run), aborted]);
}

/**
 * The try's number is the fencing token: every claim counts it up. Whoever finds another number has lost the lease to
 * another worker and must not write the outcome of a try that is no longer the current one.
 */
async function settle(job: AnyJob, claimed: Claimed, failure: { cause: unknown } | undefined): Promise<Outcome> {
  return await inTransaction(async (tx) => {
    const { rows } = await sql`select from pgboss.job j where j.name = ${job.name} and j.id = ${claimed.id}::uuid
      and j.state = 'active' and j.retry_count = ${claimed.retryCount} for update`.execute(tx);
    if (rows.length === 0) return "lost";
    const inside = { db: bossInside(tx) };
    if (!failure) {
      await boss().complete(job.name, claimed.id, {}, inside);
      return "completed";
    }
    await boss().fail(job.name, claimed.id, { message: sentenceFor(failure.cause) }, inside);
    return claimed.retryCount < claimed.retryLimit ? "retried" : "dead";
  });
}

/** What an admin of the workspace reads. The cause itself goes to the log only. */
function sentenceFor(cause: unknown): string {
  if (cause instanceof AppError) return cause.message;
  return "The work failed unexpectedly. Retry it; if it fails again, the server log has the reason under this job's id.";
}
