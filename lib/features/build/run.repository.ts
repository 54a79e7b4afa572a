import "server-only";
import { sql } from "kysely";
import type { Tx } from "@/lib/platform/db/db";
import type { KeysetPosition } from "@/lib/platform/http/cursor";

export type NewRunEvent = { type: string; data: object; at: Date };

/** Without a sign of life for this long, the process at work is gone. */
export const lostAfterSeconds = 45;

const isLost = sql<boolean>`(r.status = 'running' and r.alive_at < now() - make_interval(secs => ${sql.lit(lostAfterSeconds)}))`;
const asJson = (events: readonly NewRunEvent[]) =>
  JSON.stringify(events.map(({ type, data, at }) => ({ type, data, at: at.toISOString() })));

/** The only place that names `build_runs`. Read as the caller, written as the service. */
export function runRepository(tx: Tx, workspaceId: string) {
  const base = () =>
    tx
      .selectFrom("build_runs as r")
      .where("r.workspace_id", "=", workspaceId)
      .select(["r.id", "r.project_id", "r.idea", "r.status", "r.events", "r.created_at", isLost.as("lost")]);
  return {
    find: (id: string) => base().where("r.id", "=", id).executeTakeFirst(),
    /** Newest first. */
    list: (projectId: string, limit: number, after: KeysetPosition | undefined) => {
      const query = base()
        .where("r.project_id", "=", projectId)
        .orderBy("r.created_at", "desc")
        .orderBy("r.id", "desc")
        .limit(limit + 1);
      return (
        after
          ? query.where(sql<boolean>`(r.created_at, r.id) < (${after.value}::timestamptz, ${after.id}::uuid)`)
          : query
      ).execute();
    },
    /** @returns undefined while another run of the project is under way */
    insert: async (run: { projectId: string; idea: string; createdBy: string | null; events: NewRunEvent[] }) => {
      const { rows } = await sql<{ id: string }>`
        insert into public.build_runs (workspace_id, project_id, idea, created_by, events)
        values (${workspaceId}, ${run.projectId}, ${run.idea}, ${run.createdBy}, ${asJson(run.events)}::jsonb)
        on conflict (project_id) where status = 'running' do nothing returning id`.execute(tx);
      return rows[0]?.id;
    },
    /** Makes room for a new run where the process of the last one is gone. */
    closeLost: async (projectId: string, event: NewRunEvent) => {
      await sql`update public.build_runs as r set status = 'failed', events = r.events || ${asJson([event])}::jsonb
        where r.workspace_id = ${workspaceId} and r.project_id = ${projectId} and ${isLost}`.execute(tx);
    },
    /** Nothing is added to a run that has ended. @returns false then */
    append: async (id: string, event: NewRunEvent, status: "running" | "done" | "failed" = "running") => {
      const { numAffectedRows } = await sql`update public.build_runs as r
        set status = ${status}, alive_at = now(), events = r.events || ${asJson([event])}::jsonb
        where r.workspace_id = ${workspaceId} and r.id = ${id} and r.status = 'running'`.execute(tx);
      return Number(numAffectedRows ?? 0) > 0;
    },
    /** @returns false when the run has ended, also through another process */
    isUnderWay: async (id: string): Promise<boolean> => {
      const row = await tx
        .selectFrom("build_runs")
        .select("id")
        .where("workspace_id", "=", workspaceId)
        .where("id", "=", id)
        .where("status", "=", "running")
        .executeTakeFirst();
      return row !== undefined;
    },
    /** @returns false when the run has ended: somebody stopped it, or took it for lost */
    signOfLife: async (id: string) => {
      const { numAffectedRows } = await sql`update public.build_runs set alive_at = now()
        where workspace_id = ${workspaceId} and id = ${id} and status = 'running'`.execute(tx);
      return Number(numAffectedRows ?? 0) > 0;
    },
  };
}

export type RunRepository = ReturnType<typeof runRepository>;
export type RunRow = NonNullable<Awaited<ReturnType<RunRepository["find"]>>>;
