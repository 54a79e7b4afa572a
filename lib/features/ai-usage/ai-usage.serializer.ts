import { toIso } from "@/lib/platform/clock/clock";
import type { TotalsRow, UsageRow } from "./ai-usage.repository";
import type { AiUsage, UsageTotals } from "./ai-usage.schema";

const numberOrNull = (value: number | null): number | null => (value === null ? null : Number(value));

export function toTotals(row: TotalsRow): UsageTotals {
  return {
    calls: row.calls,
    promptTokens: Number(row.prompt_tokens),
    completionTokens: Number(row.completion_tokens),
    costMicroUsd: numberOrNull(row.cost_micro_usd),
  };
}

export function toUsageDto(row: UsageRow): AiUsage["calls"][number] {
  return {
    id: row.id,
    projectId: row.project_id,
    runId: row.run_id,
    model: row.model,
    outcome: row.outcome,
    promptTokens: row.prompt_tokens,
    completionTokens: row.completion_tokens,
    costMicroUsd: numberOrNull(row.cost_micro_usd),
    durationMs: row.duration_ms,
    createdBy: row.author,
    createdAt: toIso(row.created_at),
  };
}
