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
/** How many days a summary reaches back, today included. */
export const SUMMARY_DAYS = 30;
/** The most of models, projects and people that a summary names, the dearest first. */
export const SUMMARY_MOST = 20;

export const usageSummaryDto = z.strictObject({
  /** The first of the days, midnight UTC. */
  since: timestamp,
  total: usageTotalsDto,
  /** Every day of the period, also those without a call; the oldest first. */
  days: z.array(usageTotalsDto.extend({ day: z.iso.date() })).max(SUMMARY_DAYS),
  models: z.array(usageTotalsDto.extend({ model: z.string() })).max(SUMMARY_MOST),
  /** Null ids: deleted since, or a project that the reader does not see by name. */
  projects: z
    .array(usageTotalsDto.extend({ projectId: uuid.nullable(), name: z.string().nullable() }))
    .max(SUMMARY_MOST),
  people: z.array(usageTotalsDto.extend({ userId: uuid.nullable(), name: z.string().nullable() })).max(SUMMARY_MOST),
  /** Whether a model is asked at all, which one, and whether its price is known. Null: the offline engine writes every plan. */
  engine: z.strictObject({ model: z.string(), isPriced: z.boolean() }).nullable(),
});
export type UsageSummary = z.infer<typeof usageSummaryDto>;
export type UsageTotals = z.infer<typeof usageTotalsDto>;
export type AiUsage = z.infer<typeof aiUsageDto>;
