import "server-only";
import { sql } from "kysely";
import type { Tx } from "@/lib/platform/db/db";
import type { KeysetPosition } from "@/lib/platform/http/cursor";

export type BuildOrigin = "idea" | "edit" | "restore" | "template";

type NewBuild = {
  project_id: string;
  idea: string;
  blueprint: object;
  compiler_version: string;
  app_name: string;
  entity_count: number;
  origin: BuildOrigin;
  /** What changed, in sentences. */
  note: string;
  /** The version that was brought back. */
  restored_from?: number;
} & NewEngine;
/** Who wrote the plan; a changed or restored version keeps what its base says, without why and at what cost. */
type NewEngine = {
  id?: string;
  engine: string;
  model: string | null;
  fallback: string | null;
  run_id: string | null;
};

/** What the model's calls for a version cost, as far as a price is known; null for whoever may not see costs. */
const costOf = () => sql<number | null>`(
  select sum(u.cost_micro_usd)::bigint from public.ai_usage u where u.workspace_id = b.workspace_id and u.run_id = b.run_id)`;

type HistoryFilters = {
  projectId?: string | undefined;
  userId?: string | undefined;
  origin?: BuildOrigin | undefined;
  engine?: string | undefined;
};
type HistoryOptions = { limit: number; after: KeysetPosition | undefined; filters: HistoryFilters };

/** What every list of versions shows. */
const versionColumns = [
  "b.id",
  "b.project_id",
  "b.version",
  "b.idea",
  "b.app_name",
  "b.entity_count",
  "b.created_at",
] as const;

/** Versions across the projects of a workspace. */
export function generationHistory(tx: Tx, workspaceId: string) {
  return {
    /** Newest first, one more than `limit`. */
    list: ({ limit, after, filters }: HistoryOptions) => {
      let query = tx
        .selectFrom("builds as b")
        .innerJoin("projects as p", "p.id", "b.project_id")
        .leftJoin("profiles as author", "author.id", "b.created_by")
        .where("b.workspace_id", "=", workspaceId)
        .select([...versionColumns, "b.created_by"])
        .select([sql<BuildOrigin>`b.origin`.as("origin"), "b.note", "b.engine", "b.model", "b.fallback"])
        .select(["author.display_name as author", "p.name as project_name", costOf().as("cost_micro_usd")])
        .orderBy("b.created_at", "desc")
        .orderBy("b.id", "desc")
        .limit(limit + 1);
      if (filters.projectId) query = query.where("b.project_id", "=", filters.projectId);
      if (filters.userId) query = query.where("b.created_by", "=", filters.userId);
      if (filters.origin) query = query.where("b.origin", "=", filters.origin);
      if (filters.engine) query = query.where("b.engine", "=", filters.engine);
      if (after)
        query = query.where(sql<boolean>`(b.created_at, b.id) < (${after.value}::timestamptz, ${after.id}::uuid)`);
      return query.execute();
    },
  };
}
export type GenerationRow = Awaited<ReturnType<ReturnType<typeof generationHistory>["list"]>>[number];

/** The only place that names `builds`. */
export function buildRepository(tx: Tx, workspaceId: string) {
  const base = () =>
    tx
      .selectFrom("builds as b")
      .leftJoin("profiles as author", "author.id", "b.created_by")
      .where("b.workspace_id", "=", workspaceId)
      .select([
        ...versionColumns,
        "b.compiler_version",
        sql<BuildOrigin>`b.origin`.as("origin"),
        "b.note",
        "b.engine",
        "b.model",
        "b.fallback",
        "b.run_id",
        "author.display_name as author",
        costOf().as("cost_micro_usd"),
      ]);
  return {
    list: (projectId: string, limit: number, after: KeysetPosition | undefined) => {
      const query = base()
        .where("b.project_id", "=", projectId)
        .orderBy("b.version", "desc")
        .limit(limit + 1);
      return (after ? query.where("b.version", "<", Number(after.value)) : query).execute();
    },
    /** Plans of the versions before `version`, oldest first. */
    history: (projectId: string, version: number) =>
      tx
        .selectFrom("builds")
        .where("workspace_id", "=", workspaceId)
        .where("project_id", "=", projectId)
        .where("version", "<", version)
        .orderBy("version")
        .select("blueprint")
        .execute(),
    /** What undo and redo are read from, oldest first. */
    steps: (projectId: string) =>
      tx
        .selectFrom("builds")
        .where("workspace_id", "=", workspaceId)
        .where("project_id", "=", projectId)
        .orderBy("version")
        .select(["id", "version", "restored_from"])
        .execute(),
    find: (id: string) => base().select("b.blueprint").where("b.id", "=", id).executeTakeFirst(),
    /** The version is given by a trigger that locks the project's counter. */
    insert: async (build: NewBuild) => {
      const { id } = await tx
        .insertInto("builds")
        .values({
          ...build,
          blueprint: sql<string>`${JSON.stringify(build.blueprint)}::jsonb`,
          workspace_id: workspaceId,
        } as never)
        .returning("id")
        .executeTakeFirstOrThrow();
      return id;
    },
  };
}

export type BuildRepository = ReturnType<typeof buildRepository>;
export type BuildRow = NonNullable<Awaited<ReturnType<BuildRepository["find"]>>>;
export type BuildSummaryRow = Awaited<ReturnType<BuildRepository["list"]>>[number];
