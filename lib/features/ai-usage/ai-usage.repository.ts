import "server-only";
import { sql } from "kysely";
import type { Tx } from "@/lib/platform/db/db";
import type { KeysetPosition } from "@/lib/platform/http/cursor";

export type NewUsage = {
  project_id: string;
  run_id: string;
  model: string;
  outcome: string;
  prompt_tokens: number | null;
  completion_tokens: number | null;
  cost_micro_usd: number | null;
  duration_ms: number;
  created_by: string | null;
  created_at: string;
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
    list: (limit: number, after: KeysetPosition | undefined) => {
      const query = tx
        .selectFrom("ai_usage as u")
        .leftJoin("profiles as author", "author.id", "u.created_by")
        .where("u.workspace_id", "=", workspaceId)
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
    totalsSince: (since: Date) => totals().where("u.created_at", ">=", since.toISOString()).executeTakeFirstOrThrow(),
    totalsOfRun: (runId: string) => totals().where("u.run_id", "=", runId).executeTakeFirstOrThrow(),
  };
}

export type AiUsageRepository = ReturnType<typeof aiUsageRepository>;
export type UsageRow = Awaited<ReturnType<AiUsageRepository["list"]>>[number];
export type TotalsRow = Awaited<ReturnType<AiUsageRepository["totalsOfRun"]>>;
