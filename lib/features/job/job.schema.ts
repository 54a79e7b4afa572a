import { z } from "zod";
import { timestamp, uuid } from "@/lib/shared/schema";

/** A job that used up its retries. It stays visible until retried or 14 days old. */
export const deadJobDto = z.strictObject({
  id: uuid,
  queue: z.string(),
  attempts: z.number().int(),
  error: z.string(),
  failedAt: timestamp,
});
export const runSummaryDto = z.strictObject({
  completed: z.number().int(),
  /** Failed and will be tried again. */
  retried: z.number().int(),
  dead: z.number().int(),
  /** Finished after another worker had taken over; its outcome does not count. */
  lost: z.number().int(),
});
export type DeadJob = z.infer<typeof deadJobDto>;
