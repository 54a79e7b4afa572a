import "server-only";
import { sql } from "kysely";
import type { HostProvider } from "@/lib/features/connection/connection.schema";
import type { Tx } from "@/lib/platform/db/db";
import type { KeysetPosition } from "@/lib/platform/http/cursor";
import {
  type CiChoice,
  type CreateExport,
  type ExportStep,
  type ExportTarget,
  type exportStatuses,
  gitTargets,
  isHostTarget,
} from "./export.schema";

type Status = (typeof exportStatuses)[number];
export type ExportChange = {
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
  env_sent_at?: string;
  host_project_id?: string;
  host_deploy_id?: string | null;
  log_url?: string | null;
  building_since?: string | null;
  cancel_requested_at?: string | null;
};

type Repository = { owner: string; repository: string };

/** Exports with what is shown of their build, connection and author. */
function selectExports(tx: Tx, workspaceId: string) {
  return tx
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
      sql<ExportTarget>`e.target`.as("target"),
      "e.owner",
      "e.repository",
      sql<CiChoice>`e.ci`.as("ci"),
      "e.allow_public",
      sql<Status>`e.status`.as("status"),
      sql<ExportStep>`e.step`.as("step"),
      "e.site",
      "e.env_names",
      "e.env_sent_at",
      "e.host_project_id",
      "e.host_deploy_id",
      "e.log_url",
      "e.building_since",
      "e.cancel_requested_at",
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
}

/** The only place that names `exports`. Callers add rows and read them; only the service changes one. */
export function exportRepository(tx: Tx, workspaceId: string) {
  const base = () => selectExports(tx, workspaceId);
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

    insert: async (buildId: string, wish: CreateExport, pushed?: Repository): Promise<string> => {
      const { id } = await tx
        .insertInto("exports")
        .values({
          workspace_id: workspaceId,
          build_id: buildId,
          connection_id: wish.connectionId,
          target: wish.target,
          ...placeOf(wish, pushed),
        } as never)
        .returning("id")
        .executeTakeFirstOrThrow();
      return id;
    },

    /** Only the service. */
    update: async (id: string, change: ExportChange): Promise<void> => {
      await tx
        .updateTable("exports")
        .set(change)
        .where("workspace_id", "=", workspaceId)
        .where("id", "=", id)
        .execute();
    },

    /** Only the service. Nothing once it is over: of two that end it at the same time, one does. @returns whether it was open */
    updateOpen: async (id: string, change: ExportChange): Promise<boolean> => {
      const { numUpdatedRows } = await tx
        .updateTable("exports")
        .set(change)
        .where("workspace_id", "=", workspaceId)
        .where("id", "=", id)
        .where("status", "in", ["queued", "running"])
        .executeTakeFirstOrThrow();
      return numUpdatedRows > 0n;
    },

    /** As the host names the project of this name that earlier deploys of the same project made; newest first. */
    hostProjectIds: async (of: { projectId: string; target: HostProvider; site: string }): Promise<string[]> => {
      const rows = await tx
        .selectFrom("exports")
        .select("host_project_id")
        .where("workspace_id", "=", workspaceId)
        .where("project_id", "=", of.projectId)
        .where("target", "=", of.target)
        .where("site", "=", of.site)
        .where("host_project_id", "is not", null)
        .orderBy("created_at", "desc")
        .limit(20)
        .execute();
      return [...new Set(rows.flatMap(({ host_project_id }) => host_project_id ?? []))];
    },

    /** As the host names the deploys that other exports of the same project have started there; newest first. */
    otherDeployIds: async (row: { id: string; project_id: string; target: HostProvider }): Promise<string[]> => {
      const rows = await tx
        .selectFrom("exports")
        .select("host_deploy_id")
        .where("workspace_id", "=", workspaceId)
        .where("project_id", "=", row.project_id)
        .where("target", "=", row.target)
        .where("id", "<>", row.id)
        .where("host_deploy_id", "is not", null)
        .orderBy("created_at", "desc")
        .limit(100)
        .execute();
      return rows.flatMap(({ host_deploy_id }) => host_deploy_id ?? []);
    },

    /** The newest export of a build that pushed a commit of its own. */
    findPushed: async (buildId: string) =>
      await tx
        .selectFrom("exports")
        .select(["url", "branch", "commit_sha"])
        .where("workspace_id", "=", workspaceId)
        .where("build_id", "=", buildId)
        .where("target", "in", [...gitTargets])
        .where("status", "=", "succeeded")
        .where("commit_sha", "is not", null)
        .orderBy("created_at", "desc")
        .limit(1)
        .executeTakeFirst(),
  };
}

function placeOf(wish: CreateExport, pushed: Repository | undefined) {
  if ("site" in wish) return { ...pushed, site: wish.site, env_names: wish.settings.map(({ name }) => name) };
  const { owner, repository, ci } = wish;
  return { owner, repository, ci, allow_public: wish.target === "pull_request" && wish.allowPublic };
}

export type ExportRepository = ReturnType<typeof exportRepository>;
export type ExportRow = NonNullable<Awaited<ReturnType<ExportRepository["find"]>>>;

/** An export to a repository. */
export type GitRow = ExportRow & { target: Exclude<ExportTarget, HostProvider>; repository: string };
/** An export to a host that runs it. */
export type DeployRow = ExportRow & { target: HostProvider; site: string };
export const isGitRow = (row: ExportRow): row is GitRow => !isHostTarget(row.target) && row.repository !== null;
export const isDeployRow = (row: ExportRow): row is DeployRow => isHostTarget(row.target) && row.site !== null;

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
