import "server-only";
import { sql } from "kysely";
import { ticks } from "@/lib/platform/clock/clock";
import { rawDatabase } from "@/lib/platform/db/db";
import { env } from "@/lib/platform/env/env";
import type { AnyJob } from "./define-job";
import { boss } from "./queue";
import { type Claimed, runJob } from "./run-job";

export type RunSummary = { completed: number; retried: number; dead: number; lost: number };
type Options = {
  budgetMs: number;
  /** Interrupts the jobs under way. */
  signal?: AbortSignal;
  /** Asked before each claim: no further job, but those under way go on. */
  halted?: () => boolean;
};

/** PGlite does one thing at a time; more hands would only hold more of its time. */
function hands(): number {
  return env().mode === "embedded" ? 1 : 4;
}

/**
 * Whose job has waited longest comes first. In an order that stays the same, a job that takes up the whole budget and puts the
 * rest of its work back into the queue would keep all that stand behind it from ever being claimed.
 */
async function dueQueues(names: string[]): Promise<string[]> {
  const db = await rawDatabase();
  const { rows } = await sql<{ name: string }>`
    select q.name from unnest(${names}::text[]) as q(name)
    cross join lateral (
      select j.start_after from pgboss.job j where j.name = q.name and j.state < 'active' and j.start_after <= now()
      order by j.start_after limit 1) first
    order by first.start_after, q.name`.execute(db);
  return rows.map((row) => row.name);
}

/**
 * Runs what is due, a few jobs of each queue in turn, until nothing is left, the budget is spent or the signal comes.
 * Any number of processes may do so at once: jobs are claimed with SKIP LOCKED.
 */
export async function runDueJobs(jobs: readonly AnyJob[], { budgetMs, signal, halted }: Options): Promise<RunSummary> {
  const deadline = ticks() + budgetMs;
  const summary: RunSummary = { completed: 0, retried: 0, dead: 0, lost: 0 };
  const byName = new Map(jobs.map((job) => [job.name, job]));
  const mayGoOn = () => !signal?.aborted && !halted?.() && ticks() < deadline;
  while (mayGoOn()) {
    const due = await dueQueues([...byName.keys()]);
    let claimedAny = false;
    for (const name of due) {
      const job = byName.get(name);
      if (!job || !mayGoOn()) break;
      const claimed = await boss().fetch<object>(name, { batchSize: hands(), includeMetadata: true });
      claimedAny ||= claimed.length > 0;
      const outcomes = await Promise.all(claimed.map((row) => runJob(job, toClaimed(row), signal)));
      for (const outcome of outcomes) summary[outcome]++;
    }
    if (!claimedAny) break;
  }
  return summary;
}

function toClaimed(row: { id: string; data: object; retryCount: number; retryLimit: number }): Claimed {
  return { id: row.id, data: row.data, retryCount: row.retryCount, retryLimit: row.retryLimit };
}
