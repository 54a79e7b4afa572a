import "server-only";
import { modelKey } from "@/lib/platform/ai/model-server";
import { now } from "@/lib/platform/clock/clock";
import { env } from "@/lib/platform/env/env";
import type { AiUsageRepository, GroupRow } from "../ai-usage.repository";
import { SUMMARY_DAYS, SUMMARY_MOST, type UsageSummary, type UsageTotals } from "../ai-usage.schema";
import { toTotals } from "../ai-usage.serializer";

const dayMs = 86_400_000;

/** Midnight (UTC) at which the first of the summary's days begins. */
export function summaryStart(): Date {
  const today = now();
  const midnight = Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate());
  return new Date(midnight - (SUMMARY_DAYS - 1) * dayMs);
}

/** What the last days cost, by day, by model, by project and by person. In millionths of a US dollar. */
export async function summarizeUsage(usage: Pick<AiUsageRepository, "groupsSince">): Promise<UsageSummary> {
  const since = summaryStart();
  const groups = await usage.groupsSince(since, SUMMARY_MOST);
  const of = (kind: GroupRow["kind"]) => groups.filter((group) => group.kind === kind);
  const known = new Map(of("day").map((group) => [group.day, toTotals(group)]));
  const days = Array.from({ length: SUMMARY_DAYS }, (_item, n) => {
    const day = new Date(since.getTime() + n * dayMs).toISOString().slice(0, 10);
    return { day, ...(known.get(day) ?? nothing) };
  });
  const { OPENAI_MODEL: model, OPENAI_PRICES: prices } = env();
  return {
    since: since.toISOString(),
    total: days.reduce<UsageTotals>(plus, nothing),
    days,
    models: of("model").map((group) => ({ model: group.model ?? "", ...toTotals(group) })),
    projects: of("project").map((group) => ({ projectId: group.project_id, name: group.project, ...toTotals(group) })),
    people: of("person").map((group) => ({ userId: group.created_by, name: group.author, ...toTotals(group) })),
    engine: modelKey() ? { model, isPriced: prices[model] !== undefined } : null,
  };
}

const nothing: UsageTotals = { calls: 0, promptTokens: 0, completionTokens: 0, costMicroUsd: null };

/** A cost that nobody knows adds nothing to one that is known. */
function plus(a: UsageTotals, b: UsageTotals): UsageTotals {
  const isUnknown = a.costMicroUsd === null && b.costMicroUsd === null;
  return {
    calls: a.calls + b.calls,
    promptTokens: a.promptTokens + b.promptTokens,
    completionTokens: a.completionTokens + b.completionTokens,
    costMicroUsd: isUnknown ? null : (a.costMicroUsd ?? 0) + (b.costMicroUsd ?? 0),
  };
}
