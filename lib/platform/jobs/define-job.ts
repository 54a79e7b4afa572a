import type { z } from "zod";

export type JobRun = {
  jobId: string;
  /** 1 for the first try. */
  attempt: number;
  /** Aborted when the time is up or the process ends; pass it on to whatever can wait. */
  signal: AbortSignal;
};
export type JobHandler<T> = (data: T, run: JobRun) => Promise<void>;

export type JobDefinition<T extends object> = {
  /** `feature.verb`; also the queue's name. Never reused for another payload. */
  name: string;
  /** Payloads are parsed when they are put in and again when they are taken out: an older release may have written them. */
  schema: z.ZodType<T>;
  /** Tries after the first one; then the job is dead until somebody retries it. */
  retryLimit: number;
  /** Doubles with every try, with jitter. */
  retryDelaySeconds: number;
  timeoutSeconds: number;
  /** Runs once in every such slot of time, whatever the number of processes. At most a day. */
  everySeconds: number | undefined;
  /** Imports the handler when the first job arrives: defining a job must not load what it does. */
  load: () => Promise<JobHandler<T>>;
};

type Options<T extends object> = Pick<JobDefinition<T>, "name" | "schema" | "load"> &
  Partial<Omit<JobDefinition<T>, "name" | "schema" | "load">>;

/**
 * Declares a kind of job. Delivery is at least once: a worker may die after the work and before saying so, and the next
 * one does it again. A handler must leave the same state when it runs twice.
 */
export function defineJob<T extends object>(options: Options<T>): JobDefinition<T> {
  return { retryLimit: 5, retryDelaySeconds: 10, timeoutSeconds: 60, everySeconds: undefined, ...options };
}

/** A job of some payload, for lists of all of them. */
export type AnyJob = Omit<JobDefinition<object>, "load" | "schema"> & {
  parseAndRun: (data: unknown, run: JobRun) => Promise<void>;
};

/** Forgets the payload's type; the schema takes its place. */
export function anyJob<T extends object>(job: JobDefinition<T>): AnyJob {
  const { load, schema, ...rest } = job;
  return {
    ...rest,
    parseAndRun: async (data, run) => {
      const parsed = schema.parse(data ?? {});
      const handle = await load();
      await handle(parsed, run);
    },
  };
}
