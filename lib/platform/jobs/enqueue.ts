import "server-only";
import { sql } from "kysely";
import { inTransaction, type Tx } from "@/lib/platform/db/db";
import { elevated } from "@/lib/platform/db/service-role";
import type { JobDefinition } from "./define-job";
import { boss, bossInside, keepDays } from "./queue";

export type EnqueueOptions = {
  /** While a job with this key waits, another one is not added. */
  singletonKey?: string;
  startAfter?: Date;
  /** Takes the current slot of this many seconds; a second job for the slot is not added, even after the first ran. */
  slotSeconds?: number;
};

/** The lease outlives the handler's own time-out, so a slow worker has given up before another one takes over. */
const leaseMarginSeconds = 30;
const fairnessDepth = 100;

/**
 * Puts a job into the queue. With a transaction it commits or vanishes together with the change that caused it; a handler
 * never sees work of a change that did not happen. Outside one, pass null.
 * @returns the job's id, or null when `singletonKey` or the slot is taken
 * @throws ZodError when the payload does not fit the job
 */
export async function enqueue<T extends object>(
  tx: Tx | null,
  job: Pick<JobDefinition<T>, "name" | "schema" | "retryLimit" | "retryDelaySeconds" | "timeoutSeconds">,
  data: T,
  options: EnqueueOptions = {},
): Promise<string | null> {
  const payload = job.schema.parse(data);
  if (tx) return await elevated(tx, () => insert(tx, job, payload, options), "none");
  return await inTransaction((own) => insert(own, job, payload, options));
}

async function insert(
  tx: Tx,
  job: Omit<Parameters<typeof enqueue>[1], "schema">,
  payload: object,
  options: EnqueueOptions,
): Promise<string | null> {
  // `short`: one waiting job per key. Ids of our own stand in where no key is given.
  await sql`insert into pgboss.queue (name, policy, partition_name) values (${job.name}, 'short', 'job_default')
    on conflict (name) do nothing`.execute(tx);
  const workspaceId = Reflect.get(payload, "workspaceId");
  return await boss().send(job.name, payload, {
    db: bossInside(tx),
    singletonKey: options.singletonKey ?? crypto.randomUUID(),
    ...(options.startAfter ? { startAfter: options.startAfter } : {}),
    ...(options.slotSeconds ? { singletonSeconds: options.slotSeconds } : {}),
    priority: typeof workspaceId === "string" ? -(await waiting(tx, job.name, workspaceId)) : 0,
    retryLimit: job.retryLimit,
    retryDelay: job.retryDelaySeconds,
    retryBackoff: true,
    expireInSeconds: job.timeoutSeconds + leaseMarginSeconds,
    retentionDays: keepDays,
  });
}

/** Fairness: a workspace's tenth waiting job stands behind everybody else's ninth. */
async function waiting(tx: Tx, queue: string, workspaceId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (
      select from pgboss.job j
      where j.name = ${queue} and j.state < 'active' and j.data ->> 'workspaceId' = ${workspaceId} limit ${fairnessDepth}
    ) mine`.execute(tx);
  return rows[0]?.count ?? 0;
}
