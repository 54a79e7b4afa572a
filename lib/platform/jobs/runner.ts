import "server-only";
import { now, ticks } from "@/lib/platform/clock/clock";
import { log } from "@/lib/platform/log/log";
import type { AnyJob } from "./define-job";
import { boss, checkQueue } from "./queue";
import { type RunSummary, runDueJobs } from "./run-due";
import { Schedule } from "./schedule";

const pollMs = 2_000;
const pollBudgetMs = 10_000;
const maintenanceMs = 60_000;
/** A running job may finish this long after the process was told to end; then it goes back into the queue. */
const graceMs = 10_000;

/** Takes expired leases back and archives what is done. */
export async function maintainQueue(): Promise<void> {
  await boss().maintain();
}

/** One round for a caller that comes by now and then, such as a cron of the platform. */
export async function runRound(jobs: readonly AnyJob[], budgetMs: number): Promise<RunSummary> {
  await maintainQueue();
  await new Schedule(jobs).enqueueDue();
  return await runDueJobs(jobs, { budgetMs });
}

/** The job runner of this process: looks every two seconds, works off what is due, and keeps the queue tidy. */
export class Runner {
  readonly #schedule: Schedule;
  readonly #abort = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #tick: Promise<void> = Promise.resolve();
  #stopping = false;
  #maintainedAt = Number.NEGATIVE_INFINITY;
  #silentUntil = 0;
  /** When it last looked without failing; health reads it. */
  lastLookAt: Date | null = null;

  constructor(private readonly jobs: readonly AnyJob[]) {
    this.#schedule = new Schedule(jobs);
  }

  /** @throws Error when the queue's tables do not fit this build */
  async start(): Promise<void> {
    await checkQueue();
    this.#plan(pollMs);
  }

  /** Claims nothing more and waits for what is running, at most ten seconds. */
  async stop(): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#timer);
    const grace = setTimeout(() => this.#abort.abort(), graceMs);
    await this.#tick;
    clearTimeout(grace);
  }

  #plan(ms: number): void {
    if (this.#stopping) return;
    this.#timer = setTimeout(() => {
      this.#tick = this.#look().finally(() => this.#plan(pollMs));
    }, ms);
    this.#timer.unref();
  }

  async #look(): Promise<void> {
    try {
      if (ticks() - this.#maintainedAt > maintenanceMs) {
        await maintainQueue();
        this.#maintainedAt = ticks();
      }
      await this.#schedule.enqueueDue();
      await runDueJobs(this.jobs, {
        budgetMs: pollBudgetMs,
        signal: this.#abort.signal,
        halted: () => this.#stopping,
      });
      this.lastLookAt = now();
    } catch (error) {
      this.#complain(error);
    }
  }

  /** One line a minute: a database that is away must not drown the log. */
  #complain(error: unknown): void {
    if (ticks() < this.#silentUntil) return;
    this.#silentUntil = ticks() + 60_000;
    log().error({ err: error }, "the job runner cannot reach its queue; it keeps trying");
  }
}
