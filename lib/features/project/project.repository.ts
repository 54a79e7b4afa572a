import "server-only";
import { sql } from "kysely";
import type { Tx } from "@/lib/platform/db/db";
import type { KeysetPosition } from "@/lib/platform/http/cursor";

const columns = [
  "id",
  "name",
  "client_name",
  "description",
  "visibility",
  "archived_at",
  "created_at",
  "updated_at",
  "last_build_version",
] as const;

type ListOptions = { limit: number; after: KeysetPosition | undefined; q: string | undefined; archived: boolean };
type Changes = {
  name?: string | undefined;
  client_name?: string | null | undefined;
  description?: string | undefined;
  archived_at?: string | null | undefined;
};

/** The only place that names `projects`. Every query filters by workspace itself; row level security is the wall behind it. */
export function projectRepository(tx: Tx, workspaceId: string) {
  return {
    async list({ limit, after, q, archived }: ListOptions) {
      let query = tx
        .selectFrom("projects as p")
        .select(columns.map((column) => `p.${column}` as const))
        .where("p.workspace_id", "=", workspaceId)
        .where("p.archived_at", archived ? "is not" : "is", null)
        .orderBy("p.created_at", "desc")
        .orderBy("p.id", "desc")
        .limit(limit + 1);
      if (after)
        query = query.where(sql<boolean>`(p.created_at, p.id) < (${after.value}::timestamptz, ${after.id}::uuid)`);
      if (q) {
        const pattern = `%${q.replace(/[\\%_]/g, "\\$&")}%`;
        query = query.where((eb) => eb.or([eb("p.name", "ilike", pattern), eb("p.client_name", "ilike", pattern)]));
      }
      const rows = await query.execute();
      return await this.withLatestBuild(rows);
    },

    async find(id: string) {
      const row = await tx
        .selectFrom("projects")
        .select(columns)
        .select(sql<number>`private.my_project_rank(id)`.as("my_rank"))
        .where("workspace_id", "=", workspaceId)
        .where("id", "=", id)
        .executeTakeFirst();
      if (!row) return undefined;
      const [project] = await this.withLatestBuild([row]);
      return project;
    },

    /** Only projects that have a build cost a second statement, in the same transaction. */
    async withLatestBuild<T extends { id: string; last_build_version: number }>(rows: T[]) {
      const built = rows.filter((row) => row.last_build_version > 0);
      const latest =
        built.length === 0
          ? []
          : await tx
              .selectFrom("builds")
              .select(["id", "project_id", "version", "created_at"])
              .where("workspace_id", "=", workspaceId)
              // Versions have no gaps, so the counter names the newest one: a row each, however many there are.
              .where((eb) =>
                eb(
                  eb.refTuple("project_id", "version"),
                  "in",
                  built.map((row) => eb.tuple(row.id, row.last_build_version)),
                ),
              )
              .execute();
      return rows.map((row) => ({ ...row, latestBuild: latest.find((build) => build.project_id === row.id) ?? null }));
    },

    async insert(fields: { name: string; client_name: string | null; description: string; visibility: string }) {
      const { id } = await tx
        .insertInto("projects")
        .values({ workspace_id: workspaceId, ...fields })
        .returning("id")
        .executeTakeFirstOrThrow();
      return id;
    },

    async update(id: string, changes: Changes): Promise<boolean> {
      const set = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
      const result = await tx
        .updateTable("projects")
        .set(set)
        .where("workspace_id", "=", workspaceId)
        .where("id", "=", id)
        .returning("id")
        .executeTakeFirst();
      return result !== undefined;
    },

    async delete(id: string): Promise<boolean> {
      const result = await tx
        .deleteFrom("projects")
        .where("workspace_id", "=", workspaceId)
        .where("id", "=", id)
        .returning("id")
        .executeTakeFirst();
      return result !== undefined;
    },
  };
}

export type ProjectRepository = ReturnType<typeof projectRepository>;
export type ListedProjectRow = Awaited<ReturnType<ProjectRepository["list"]>>[number];
export type ProjectRow = NonNullable<Awaited<ReturnType<ProjectRepository["find"]>>>;
