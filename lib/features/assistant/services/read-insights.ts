import "server-only";
import type { z } from "zod";
import { now } from "@/lib/platform/clock/clock";
import type { Tx } from "@/lib/platform/db/db";
import { ValidationError } from "@/lib/platform/errors/errors";
import { assistantRepository } from "../assistant.repository";
import { type DayRow, insightsRepository, type TalkRow } from "../insights.repository";
import { type Insights, insightsDaysMost, type insightsQuery } from "../insights.schema";
import { getAssistant } from "./list-assistants";

type Ask = {
  tx: Tx;
  workspaceId: string;
  /** Null: all assistants the caller sees. */
  assistantId: string | null;
  mayReadCost: boolean;
};

const dayMs = 86_400_000;
const gapsShown = 10;
const usualDays = 30;
const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);
const timeOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);

/** What visitors asked and what came of it, by day (UTC). @throws NotFoundError, ValidationError PERIOD_TOO_LONG */
export async function readInsights(ask: Ask, query: z.infer<typeof insightsQuery>): Promise<Insights> {
  const { tx, workspaceId, assistantId } = ask;
  if (assistantId !== null) await getAssistant(assistantRepository(tx, workspaceId), assistantId);
  const { from, to, length } = periodOf(query);
  const insights = insightsRepository(tx, {
    workspaceId,
    assistantId,
    from: new Date(timeOf(from)),
    until: new Date(timeOf(to) + dayMs),
  });
  const talks = await insights.talks();
  const answers = await insights.answers();
  const busy = new Map((await insights.days()).map((row) => [row.day, row]));
  const days = Array.from({ length }, (_item, at) => {
    const day = dayOf(timeOf(from) + at * dayMs);
    return busy.get(day) ?? { ...quiet, day };
  });
  const statuses = await insights.kinds("status");
  const modes = await insights.kinds("mode");
  const gaps = await insights.gaps(gapsShown);
  return {
    from,
    to,
    conversations: talks?.conversations ?? 0,
    messages: answers?.messages ?? 0,
    resolvedWithoutPerson: talks?.resolved ?? 0,
    handoffs: talks?.handoffs ?? 0,
    leads: await insights.leads(),
    answers: answers?.answers ?? 0,
    refusals: answers?.refusals ?? 0,
    cached: answers?.cached ?? 0,
    // The database checks both lists of words.
    statuses: statuses.map(({ kind, count }) => ({ status: kind as Insights["statuses"][number]["status"], count })),
    modes: modes.map(({ kind, count }) => ({ mode: kind as Insights["modes"][number]["mode"], count })),
    thumbs: { up: answers?.thumbs_up ?? 0, down: answers?.thumbs_down ?? 0 },
    ratings: talks ? starsOf(talks) : [],
    totalMs: { p50: answers?.total_p50 ?? null, p95: answers?.total_p95 ?? null },
    firstMs: { p50: answers?.first_p50 ?? null, p95: answers?.first_p95 ?? null },
    days: days.map(({ day, conversations, answers: given, refusals }) => ({
      day,
      conversations,
      answers: given,
      refusals,
    })),
    model: ask.mayReadCost ? modelUseOf(days) : null,
    gaps: gaps.map((row) => ({
      id: row.id,
      assistantId: row.assistant_id,
      assistantName: row.assistant_name,
      question: row.question,
      count: row.count,
    })),
  };
}

const quiet = {
  conversations: 0,
  answers: 0,
  refusals: 0,
  model_answers: 0,
  prompt_tokens: 0,
  completion_tokens: 0,
  cost_micro_usd: null,
};

/** @throws ValidationError PERIOD_TOO_LONG */
function periodOf(query: z.infer<typeof insightsQuery>): { from: string; to: string; length: number } {
  const today = dayOf(now().getTime());
  const to = query.to ?? (query.from !== undefined && query.from > today ? query.from : today);
  const from = query.from ?? dayOf(timeOf(to) - (usualDays - 1) * dayMs);
  const length = Math.round((timeOf(to) - timeOf(from)) / dayMs) + 1;
  if (length > insightsDaysMost)
    throw new ValidationError("PERIOD_TOO_LONG", `Choose at most ${insightsDaysMost} days.`, {
      details: { fields: { from: `At most ${insightsDaysMost} days` } },
    });
  return { from, to, length };
}

function starsOf({ stars1, stars2, stars3, stars4, stars5 }: TalkRow): Insights["ratings"] {
  return [stars1, stars2, stars3, stars4, stars5].map((count, at) => ({ stars: at + 1, count }));
}

function modelUseOf(days: DayRow[]): NonNullable<Insights["model"]> {
  const used = days.filter((row) => row.model_answers > 0 || row.prompt_tokens > 0);
  const sum = (of: (row: DayRow) => number) => used.reduce((total, row) => total + of(row), 0);
  return {
    answers: sum((row) => row.model_answers),
    promptTokens: sum((row) => row.prompt_tokens),
    completionTokens: sum((row) => row.completion_tokens),
    // A cost that nobody knows adds nothing to one that is known.
    costMicroUsd: used.some((row) => row.cost_micro_usd !== null) ? sum((row) => row.cost_micro_usd ?? 0) : null,
    days: used.map((row) => ({
      day: row.day,
      answers: row.model_answers,
      promptTokens: row.prompt_tokens,
      completionTokens: row.completion_tokens,
      costMicroUsd: row.cost_micro_usd,
    })),
  };
}
