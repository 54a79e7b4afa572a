import "server-only";
import { sql } from "kysely";
import type { Tx } from "@/lib/platform/db/db";
import type { KeysetPosition } from "@/lib/platform/http/cursor";

export type NewUsage = {
  project_id: string | null;
  assistant_id: string | null;
  run_id: string;
  model: string;
  outcome: string;
  prompt_tokens: number | null;
  completion_tokens: number | null;
  cached_tokens: number | null;
  cost_micro_usd: number | null;
  duration_ms: number;
  created_by: string | null;
  created_at: string;
};

type Sums = { calls: number; prompt_tokens: number; completion_tokens: number; cost_micro_usd: number | null };
export type GroupRow = Sums & {
  kind: "day" | "model" | "project" | "person";
  day: string | null;
  model: string | null;
  project_id: string | null;
  created_by: string | null;
  project: string | null;
  author: string | null;
};

/** The only place that names `ai_usage`. Rows are added as the service and read as the caller. */
export function aiUsageRepository(tx: Tx, workspaceId: string) {
  const totals = () =>
    tx
      .selectFrom("ai_usage as u")
      .where("u.workspace_id", "=", workspaceId)
      .select([
        sql<number>`count(*)::int`.as("calls"),
        sql<number>`coalesce(sum(u.prompt_tokens), 0)::bigint`.as("prompt_tokens"),
        sql<number>`coalesce(sum(u.completion_tokens), 0)::bigint`.as("completion_tokens"),
        sql<number | null>`sum(u.cost_micro_usd)::bigint`.as("cost_micro_usd"),
      ]);
  return {
    insert: async (rows: NewUsage[]) => {
      if (rows.length > 0)
        await tx
          .insertInto("ai_usage")
          .values(rows.map((row) => ({ ...row, workspace_id: workspaceId })))
          .execute();
    },
    /** Newest first. */
    list: (limit: number, after: KeysetPosition | undefined, since = new Date(0)) => {
      const query = tx
        .selectFrom("ai_usage as u")
        .leftJoin("profiles as author", "author.id", "u.created_by")
        .where("u.workspace_id", "=", workspaceId)
        .where("u.created_at", ">=", since.toISOString())
        .selectAll("u")
        .select("author.display_name as author")
        .orderBy("u.created_at", "desc")
        .orderBy("u.id", "desc")
        .limit(limit + 1);
      return (
        after
          ? query.where(sql<boolean>`(u.created_at, u.id) < (${after.value}::timestamptz, ${after.id}::uuid)`)
          : query
      ).execute();
    },
    /** Sums by day (UTC), by model, by project and by person in one pass; the dearest of each, days all of them. */
    groupsSince: async (since: Date, most: number): Promise<GroupRow[]> => {
      const { rows } = await sql<GroupRow>`
        with sums as (
          select to_char(u.created_at at time zone 'UTC', 'YYYY-MM-DD') as day, u.model, u.project_id, u.created_by,
            case grouping(to_char(u.created_at at time zone 'UTC', 'YYYY-MM-DD'), u.model, u.project_id, u.created_by)
              when 7 then 'day' when 11 then 'model' when 13 then 'project' else 'person' end as kind,
            count(*)::int as calls,
            coalesce(sum(u.prompt_tokens), 0)::bigint as prompt_tokens,
            coalesce(sum(u.completion_tokens), 0)::bigint as completion_tokens,
            sum(u.cost_micro_usd)::bigint as cost_micro_usd
          from public.ai_usage u
          where u.workspace_id = ${workspaceId}::uuid and u.created_at >= ${since.toISOString()}::timestamptz
          group by grouping sets (
            (to_char(u.created_at at time zone 'UTC', 'YYYY-MM-DD')), (u.model), (u.project_id), (u.created_by))),
        ranked as (
          select s.*, row_number() over (partition by s.kind order by s.cost_micro_usd desc nulls last,
            s.prompt_tokens + s.completion_tokens desc, s.calls desc, s.model, s.project_id, s.created_by) as place
          from sums s)
        select r.kind, r.day, r.model, r.project_id, r.created_by, r.calls, r.prompt_tokens, r.completion_tokens,
          r.cost_micro_usd, p.name as project, person.display_name as author
        from ranked r
        left join public.projects p on p.workspace_id = ${workspaceId}::uuid and p.id = r.project_id
        left join public.profiles person on person.id = r.created_by
        where r.kind = 'day' or r.place <= ${most}::int
        order by r.kind, r.day, r.place`.execute(tx);
      return rows;
    },
    totalsSince: (since: Date) => totals().where("u.created_at", ">=", since.toISOString()).executeTakeFirstOrThrow(),
    totalsOfRun: (runId: string) => totals().where("u.run_id", "=", runId).executeTakeFirstOrThrow(),
  };
}

export type AiUsageRepository = ReturnType<typeof aiUsageRepository>;
export type UsageRow = Awaited<ReturnType<AiUsageRepository["list"]>>[number];
export type TotalsRow = Awaited<ReturnType<AiUsageRepository["totalsOfRun"]>>;
