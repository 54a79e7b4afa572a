import "server-only";
import { sql } from "kysely";
import type { Tx } from "@/lib/platform/db/db";
import type { KeysetPosition } from "@/lib/platform/http/cursor";
import type { CiChoice, CreateExport, ExportStep, exportStatuses, exportTargets } from "./export.schema";

type Status = (typeof exportStatuses)[number];
type Change = {
  status?: Status;
  step?: ExportStep;
  error_code?: string | null;
  error?: string | null;
  creating_since?: string;
  branch?: string;
  commit_sha?: string;
  pull_number?: number;
  url?: string;
  added?: number;
  changed?: number;
  removed?: number;
  finished_at?: string | null;
};

/** The only place that names `exports`. Callers add rows and read them; only the service changes one. */
export function exportRepository(tx: Tx, workspaceId: string) {
  const base = () =>
    tx
      .selectFrom("exports as e")
      .innerJoin("builds as b", (join) =>
        join.onRef("b.workspace_id", "=", "e.workspace_id").onRef("b.id", "=", "e.build_id"),
      )
      .leftJoin("connections as c", (join) =>
        join.onRef("c.workspace_id", "=", "e.workspace_id").onRef("c.id", "=", "e.connection_id"),
      )
      .leftJoin("profiles as author", "author.id", "e.created_by")
      .where("e.workspace_id", "=", workspaceId)
      .select([
        "e.id",
        "e.project_id",
        "e.build_id",
        "e.connection_id",
        sql<(typeof exportTargets)[number]>`e.target`.as("target"),
        "e.owner",
        "e.repository",
        sql<CiChoice>`e.ci`.as("ci"),
        "e.allow_public",
        sql<Status>`e.status`.as("status"),
        sql<ExportStep>`e.step`.as("step"),
        "e.error_code",
        "e.error",
        "e.creating_since",
        "e.branch",
        "e.commit_sha",
        "e.pull_number",
        "e.url",
        "e.added",
        "e.changed",
        "e.removed",
        "e.created_by",
        "e.created_at",
        "e.finished_at",
        "b.version",
        "b.app_name",
        "c.account_name as account",
        "author.display_name as author",
      ]);
  return {
    list: (projectId: string, limit: number, after: KeysetPosition | undefined) => {
      const query = base()
        .where("e.project_id", "=", projectId)
        .orderBy("e.created_at", "desc")
        .orderBy("e.id", "desc")
        .limit(limit + 1);
      return (
        after
          ? query.where(sql<boolean>`(e.created_at, e.id) < (${after.value}::timestamptz, ${after.id}::uuid)`)
          : query
      ).execute();
    },

    find: (id: string) => base().where("e.id", "=", id).executeTakeFirst(),

    insert: async (buildId: string, wish: CreateExport): Promise<string> => {
      const { id } = await tx
        .insertInto("exports")
        .values({
          workspace_id: workspaceId,
          build_id: buildId,
          connection_id: wish.connectionId,
          target: wish.target,
          owner: wish.owner,
          repository: wish.repository,
          ci: wish.ci,
          allow_public: wish.target === "pull_request" && wish.allowPublic,
        } as never)
        .returning("id")
        .executeTakeFirstOrThrow();
      return id;
    },

    /** Only the service. */
    update: async (id: string, change: Change): Promise<void> => {
      await tx
        .updateTable("exports")
        .set(change)
        .where("workspace_id", "=", workspaceId)
        .where("id", "=", id)
        .execute();
    },
  };
}

export type ExportRepository = ReturnType<typeof exportRepository>;
export type ExportRow = NonNullable<Awaited<ReturnType<ExportRepository["find"]>>>;

/** Exports of all workspaces that nobody has touched for long: their job is gone. Only the service. @returns how many */
export async function giveUpStale(tx: Tx, minutes: number, why: { code: string; message: string }): Promise<number> {
  const rows = await tx
    .updateTable("exports")
    .set({ status: "failed", error_code: why.code, error: why.message, finished_at: sql<string>`now()` })
    .where("status", "in", ["queued", "running"])
    .where("updated_at", "<", sql<string>`now() - make_interval(mins => ${minutes})`)
    .returning("id")
    .execute();
  return rows.length;
}
