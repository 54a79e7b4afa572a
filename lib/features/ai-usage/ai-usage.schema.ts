import { z } from "zod";
import { timestamp, uuid } from "@/lib/shared/schema";

const total = z.number().int().min(0);
/** Sums of what is known; a server that was cut off may have counted more. */
export const usageTotalsDto = z.strictObject({
  calls: total,
  promptTokens: total,
  completionTokens: total,
  /** Millionths of a US dollar; null when no call has a known price. */
  costMicroUsd: total.nullable(),
});
export const aiUsageDto = z.strictObject({
  /** Since the first of the month, UTC. */
  month: usageTotalsDto.extend({ since: timestamp }),
  calls: z.array(
    z.strictObject({
      id: uuid,
      projectId: uuid.nullable(),
      /** Calls for one plan carry the same one. */
      runId: uuid,
      model: z.string(),
      /** `ok`, `invalid` (answered, but no valid plan) or how the call failed. */
      outcome: z.string(),
      promptTokens: total.nullable(),
      completionTokens: total.nullable(),
      costMicroUsd: total.nullable(),
      durationMs: total,
      createdBy: z.string().nullable(),
      createdAt: timestamp,
    }),
  ),
});
export type UsageTotals = z.infer<typeof usageTotalsDto>;
export type AiUsage = z.infer<typeof aiUsageDto>;
