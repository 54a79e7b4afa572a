import { toIso } from "@/lib/platform/clock/clock";
import type { DeadJobRow } from "@/lib/platform/jobs/dead-jobs";
import type { DeadJob } from "./job.schema";

export function toDeadJobDto(row: DeadJobRow): DeadJob {
  return { id: row.id, queue: row.queue, attempts: row.attempts, error: row.error, failedAt: toIso(row.failed_at) };
}
