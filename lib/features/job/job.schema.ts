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
export type DeadJob = z.infer<typeof deadJobDto>;
