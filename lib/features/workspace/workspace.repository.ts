import "server-only";
import { sql } from "kysely";
import type { Tx } from "@/lib/platform/db/db";

export type WorkspaceRow = {
  id: string;
  name: string;
  slug: string;
  logo_path: string | null;
  created_at: string;
  updated_at: string;
  deleted_at: string | null;
  purge_at: string | null;
  role: "guest" | "viewer" | "editor" | "admin" | "owner";
};

const columns = [
  "w.id",
  "w.name",
  "w.slug",
  "w.logo_path",
  "w.created_at",
  "w.updated_at",
  "w.deleted_at",
  "w.purge_at",
] as const;
/** A person with more workspaces than this has to find them by address. */
const listLimit = 200;

/** The only place that names `workspaces` on behalf of a person. Row level security decides which ones exist for them. */
export function workspaceRepository(tx: Tx, userId: string) {
  const mine = () =>
    tx
      .selectFrom("workspaces as w")
      .leftJoin("workspace_members as m", (join) =>
        join.onRef("m.workspace_id", "=", "w.id").on("m.user_id", "=", userId),
      )
      .select([...columns, sql<WorkspaceRow["role"]>`coalesce(m.role, 'guest')`.as("role")]);
  return {
    list: (): Promise<WorkspaceRow[]> =>
      mine()
        .orderBy("w.deleted_at", (order) => order.desc().nullsFirst())
        .orderBy("w.name")
        .orderBy("w.id")
        .limit(listLimit)
        .execute(),
    find: (id: string): Promise<WorkspaceRow | undefined> => mine().where("w.id", "=", id).executeTakeFirst(),
    update: async (
      id: string,
      changes: { name?: string | undefined; slug?: string | undefined; logo_path?: string | null | undefined },
    ): Promise<boolean> => {
      const set = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
      const row = await tx.updateTable("workspaces").set(set).where("id", "=", id).returning("id").executeTakeFirst();
      return row !== undefined;
    },
    leave: async (id: string): Promise<number> => {
      const member = await tx
        .deleteFrom("workspace_members")
        .where("workspace_id", "=", id)
        .where("user_id", "=", userId)
        .returning("user_id")
        .execute();
      const guest = await tx
        .deleteFrom("project_collaborators")
        .where("workspace_id", "=", id)
        .where("user_id", "=", userId)
        .returning("user_id")
        .execute();
      return member.length + guest.length;
    },
  };
}

export type WorkspaceRepository = ReturnType<typeof workspaceRepository>;

/** Deeds nobody may do for themselves under row level security; each runs as the service on behalf of a checked caller. */
export function workspaceServiceRepository(tx: Tx) {
  return {
    insert: async (fields: { name: string; slug: string; createdBy: string }): Promise<string> => {
      const { id } = await tx
        .insertInto("workspaces")
        .values({ name: fields.name, slug: fields.slug, created_by: fields.createdBy })
        .returning("id")
        .executeTakeFirstOrThrow();
      await tx
        .insertInto("workspace_members")
        .values({ workspace_id: id, user_id: fields.createdBy, role: "owner" })
        .execute();
      await tx.updateTable("profiles").set({ last_workspace_id: id }).where("id", "=", fields.createdBy).execute();
      return id;
    },
    slugsLike: async (stem: string): Promise<string[]> => {
      const rows = await tx
        .selectFrom("workspaces")
        .select("slug")
        .where("slug", "like", `${stem}%`)
        .limit(1000)
        .execute();
      return rows.map((row) => row.slug);
    },
    countCreatedBy: async (userId: string): Promise<number> => {
      const row = await tx
        .selectFrom("workspaces")
        .select((eb) => eb.fn.countAll<number>().as("count"))
        .where("created_by", "=", userId)
        .executeTakeFirstOrThrow();
      return Number(row.count);
    },
    /** The row lock that `private.keep_an_owner` takes, too: whoever changes owners or the workspace queues here. */
    lock: async (id: string): Promise<{ id: string; slug: string; deleted_at: string | null } | undefined> =>
      tx
        .selectFrom("workspaces")
        .select(["id", "slug", "deleted_at"])
        .where("id", "=", id)
        .forUpdate()
        .executeTakeFirst(),
    roleOf: async (id: string, userId: string) =>
      (
        await tx
          .selectFrom("workspace_members")
          .select("role")
          .where("workspace_id", "=", id)
          .where("user_id", "=", userId)
          .executeTakeFirst()
      )?.role,
    isVerified: async (userId: string): Promise<boolean> =>
      (await tx.selectFrom("profiles").select("email_verified_at").where("id", "=", userId).executeTakeFirst())
        ?.email_verified_at != null,
    setRole: (id: string, userId: string, role: "viewer" | "editor" | "admin" | "owner") =>
      tx
        .updateTable("workspace_members")
        .set({ role })
        .where("workspace_id", "=", id)
        .where("user_id", "=", userId)
        .execute(),
    setDeleted: (id: string, deletedAt: Date | null, purgeAt: Date | null) =>
      tx
        .updateTable("workspaces")
        .set({ deleted_at: deletedAt?.toISOString() ?? null, purge_at: purgeAt?.toISOString() ?? null })
        .where("id", "=", id)
        .execute(),
  };
}
