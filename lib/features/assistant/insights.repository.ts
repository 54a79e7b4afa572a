import "server-only";
import { type RawBuilder, sql } from "kysely";
import type { Tx } from "@/lib/platform/db/db";

/** From the first moment to the one after the last. `assistantId` null: all assistants the caller sees. */
type Span = { workspaceId: string; assistantId: string | null; from: Date; until: Date };
export type TalkRow = {
  conversations: number;
  handoffs: number;
  resolved: number;
  stars1: number;
  stars2: number;
  stars3: number;
  stars4: number;
  stars5: number;
};
export type AnswerRow = {
  messages: number;
  answers: number;
  refusals: number;
  cached: number;
  thumbs_up: number;
  thumbs_down: number;
  total_p50: number | null;
  total_p95: number | null;
  first_p50: number | null;
  first_p95: number | null;
};
export type DayRow = {
  day: string;
  conversations: number;
  answers: number;
  refusals: number;
  model_answers: number;
  prompt_tokens: number;
  completion_tokens: number;
  cost_micro_usd: number | null;
};
export type GapCountRow = { id: string; assistant_id: string; assistant_name: string; question: string; count: number };

/** Counts over `conversations`, `messages`, `leads` and `gaps`; changes nothing. Row level security hides what the caller may not see. */
export function insightsRepository(tx: Tx, { workspaceId, assistantId, from, until }: Span) {
  /** The rows of this place, by an alias, whose time stands between both ends. */
  const within = (alias: string, time = "created_at"): RawBuilder<boolean> => {
    const at = sql.ref(`${alias}.${time}`);
    const place = sql<boolean>`${sql.ref(`${alias}.workspace_id`)} = ${workspaceId}::uuid
      and ${at} >= ${from.toISOString()}::timestamptz and ${at} < ${until.toISOString()}::timestamptz`;
    return assistantId === null
      ? place
      : sql<boolean>`${place} and ${sql.ref(`${alias}.assistant_id`)} = ${assistantId}::uuid`;
  };
  const ofVisitor = sql<boolean>`exists (select from public.conversations t
    where t.workspace_id = m.workspace_id and t.assistant_id = m.assistant_id and t.id = m.conversation_id and t.visitor_id is not null)`;
  return {
    async talks(): Promise<TalkRow | undefined> {
      const { rows } = await sql<TalkRow>`
        select count(*)::int as conversations,
          count(*) filter (where c.handoff_at is not null)::int as handoffs,
          count(*) filter (where c.handoff_at is null
            and exists (select from public.messages m where m.workspace_id = c.workspace_id and m.assistant_id = c.assistant_id
              and m.conversation_id = c.id and m.status = 'answered')
            and not exists (select from public.messages m where m.workspace_id = c.workspace_id and m.assistant_id = c.assistant_id
              and m.conversation_id = c.id and m.role = 'agent'))::int as resolved,
          count(*) filter (where c.rating = 1)::int as stars1,
          count(*) filter (where c.rating = 2)::int as stars2,
          count(*) filter (where c.rating = 3)::int as stars3,
          count(*) filter (where c.rating = 4)::int as stars4,
          count(*) filter (where c.rating = 5)::int as stars5
        from public.conversations c where ${within("c")} and c.visitor_id is not null`.execute(tx);
      return rows[0];
    },

    async answers(): Promise<AnswerRow | undefined> {
      const { rows } = await sql<AnswerRow>`
        select count(*) filter (where m.role <> 'system')::int as messages,
          count(*) filter (where m.role = 'assistant')::int as answers,
          count(*) filter (where m.status = 'unknown')::int as refusals,
          count(*) filter (where m.role = 'assistant' and m.cached)::int as cached,
          count(*) filter (where m.feedback = 1)::int as thumbs_up,
          count(*) filter (where m.feedback = -1)::int as thumbs_down,
          percentile_cont(0.5) within group (order by m.total_ms)::float8 as total_p50,
          percentile_cont(0.95) within group (order by m.total_ms)::float8 as total_p95,
          percentile_cont(0.5) within group (order by m.first_ms)::float8 as first_p50,
          percentile_cont(0.95) within group (order by m.first_ms)::float8 as first_p95
        from public.messages m where ${within("m")} and ${ofVisitor}`.execute(tx);
      return rows[0];
    },

    /** How often each status, or each mode, was given; the most frequent first. */
    async kinds(of: "status" | "mode"): Promise<{ kind: string; count: number }[]> {
      const { rows } = await sql<{ kind: string; count: number }>`
        select ${sql.ref(`m.${of}`)} as kind, count(*)::int as count from public.messages m
        where ${within("m")} and m.role = 'assistant' and ${ofVisitor} group by 1 order by 2 desc, 1`.execute(tx);
      return rows;
    },

    async leads(): Promise<number> {
      const { rows } = await sql<{ count: number }>`
        select count(*)::int as count from public.leads l where ${within("l")}`.execute(tx);
      return rows[0]?.count ?? 0;
    },

    /** Only days (UTC) on which something happened, the first one first. */
    async days(): Promise<DayRow[]> {
      const { rows } = await sql<DayRow>`
        with talked as (
          select (c.created_at at time zone 'UTC')::date as day, count(*)::int as conversations
          from public.conversations c where ${within("c")} and c.visitor_id is not null group by 1),
        answered as (
          select (m.created_at at time zone 'UTC')::date as day, count(*)::int as answers,
            count(*) filter (where m.status = 'unknown')::int as refusals,
            count(*) filter (where m.model is not null)::int as model_answers,
            coalesce(sum(m.prompt_tokens), 0)::float8 as prompt_tokens,
            coalesce(sum(m.completion_tokens), 0)::float8 as completion_tokens,
            sum(m.cost_micro_usd)::float8 as cost_micro_usd
          from public.messages m where ${within("m")} and m.role = 'assistant' and ${ofVisitor} group by 1)
        select to_char(coalesce(t.day, a.day), 'YYYY-MM-DD') as day, coalesce(t.conversations, 0) as conversations,
          coalesce(a.answers, 0) as answers, coalesce(a.refusals, 0) as refusals, coalesce(a.model_answers, 0) as model_answers,
          coalesce(a.prompt_tokens, 0) as prompt_tokens, coalesce(a.completion_tokens, 0) as completion_tokens, a.cost_micro_usd
        from talked t full join answered a on a.day = t.day order by 1`.execute(tx);
      return rows;
    },

    async gaps(most: number): Promise<GapCountRow[]> {
      const { rows } = await sql<GapCountRow>`
        select g.id, g.assistant_id, a.name as assistant_name, g.question, g.count
        from public.gaps g join public.assistants a on a.workspace_id = g.workspace_id and a.id = g.assistant_id
        where ${within("g", "last_at")} and g.status = 'open' order by g.count desc, g.last_at desc, g.id limit ${most}`.execute(
        tx,
      );
      return rows;
    },
  };
}

export type InsightsRepository = ReturnType<typeof insightsRepository>;
