import "server-only";
import { asService } from "@/lib/platform/db/service-role";
import type { JobHandler } from "@/lib/platform/jobs/define-job";
import { log } from "@/lib/platform/log/log";
import { sweepBatch, sweepRepository } from "../sweep.repository";

const classes = [
  "idempotencyKeys",
  "connectionAttempts",
  "throttles",
  "auditContext",
  "notifications",
  "activity",
  "runs",
] as const;

/** Deletes what is past its time, in bounded bites, so that no lock is held for long. A second run finds nothing. */
export const sweepExpired: JobHandler<Record<string, never>> = async (_data, { signal }) => {
  const deleted: Record<string, number> = {};
  for (const name of classes) {
    let bite = sweepBatch;
    while (bite === sweepBatch) {
      signal.throwIfAborted();
      bite = await asService((tx) => sweepRepository(tx)[name]());
      deleted[name] = (deleted[name] ?? 0) + bite;
    }
  }
  log().info({ deleted }, "expired data deleted");
};
