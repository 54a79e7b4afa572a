import "server-only";
import { sql } from "kysely";
import type { Role } from "@/lib/platform/auth/permissions";
import type { Tx } from "@/lib/platform/db/db";
import type { KeysetPosition } from "@/lib/platform/http/cursor";

export type InviteRow = {
  id: string;
  email: string;
  role: Role;
  project_id: string | null;
  project_name: string | null;
  invited_by_name: string | null;
  delivery: "pending" | "sent" | "failed";
  created_at: string;
  expires_at: string;
  last_sent_at: string;
  accepted_at: string | null;
  declined_at: string | null;
  revoked_at: string | null;
  /** By the database's clock, which also set the date. */
  is_expired: boolean;
};

type ListOptions = { limit: number; after: KeysetPosition | undefined; open: boolean };
type NewInvite = { email: string; role: Role; project_id: string | null };

/** The caller's side of `workspace_invites`, under row level security: editors meet guest invitations only. */
export function inviteRepository(tx: Tx, workspaceId: string) {
  const invites = () =>
    tx
      .selectFrom("workspace_invites as i")
      .leftJoin("projects as p", "p.id", "i.project_id")
      .leftJoin("profiles as inviter", "inviter.id", "i.invited_by")
      .select([
        "i.id",
        "i.email",
        sql<Role>`i.role`.as("role"),
        "i.project_id",
        "p.name as project_name",
        "inviter.display_name as invited_by_name",
        sql<InviteRow["delivery"]>`i.delivery`.as("delivery"),
        "i.created_at",
        "i.expires_at",
        "i.last_sent_at",
        "i.accepted_at",
        "i.declined_at",
        "i.revoked_at",
        sql<boolean>`i.expires_at <= now()`.as("is_expired"),
      ])
      .where("i.workspace_id", "=", workspaceId);
  const onlyOpen = (query: ReturnType<typeof invites>) =>
    query.where("i.accepted_at", "is", null).where("i.declined_at", "is", null).where("i.revoked_at", "is", null);
  return {
    list: ({ limit, after, open }: ListOptions): Promise<InviteRow[]> => {
      let query = open ? onlyOpen(invites()) : invites();
      if (after)
        query = query.where(sql<boolean>`(i.created_at, i.id) < (${after.value}::timestamptz, ${after.id}::uuid)`);
      return query
        .orderBy("i.created_at", "desc")
        .orderBy("i.id", "desc")
        .limit(limit + 1)
        .execute();
    },

    find: (id: string): Promise<InviteRow | undefined> => invites().where("i.id", "=", id).executeTakeFirst(),

    findOpen: (email: string, projectId: string | null): Promise<InviteRow | undefined> =>
      onlyOpen(invites())
        .where("i.email", "=", email)
        .where("i.project_id", projectId === null ? "is" : "=", projectId)
        .executeTakeFirst(),

    /** Undefined when an open invitation of this address to this target is there already. */
    async insert(fields: NewInvite): Promise<string | undefined> {
      const row = await tx
        .insertInto("workspace_invites")
        .values({ workspace_id: workspaceId, ...fields })
        .onConflict((conflict) => conflict.doNothing())
        .returning("id")
        .executeTakeFirst();
      return row?.id;
    },

    async lock(id: string): Promise<boolean> {
      const row = await tx
        .selectFrom("workspace_invites")
        .select("id")
        .where("workspace_id", "=", workspaceId)
        .where("id", "=", id)
        .forUpdate()
        .executeTakeFirst();
      return row !== undefined;
    },

    revoke: (id: string) =>
      tx
        .updateTable("workspace_invites")
        .set({ revoked_at: sql<string>`now()` })
        .where("workspace_id", "=", workspaceId)
        .where("id", "=", id)
        .execute(),
  };
}

export type InviteRepository = ReturnType<typeof inviteRepository>;

/** What an invitation is checked against, under the caller's rights: people, projects and the workspace's name. */
export function invitePlaceRepository(tx: Tx, workspaceId: string) {
  return {
    /** True when the address belongs to a member, or to a guest of the project. */
    async hasPlace(email: string, projectId: string | null): Promise<boolean> {
      const person = await tx
        .selectFrom("profiles")
        .select("id")
        .where(sql`lower(email)`, "=", email)
        .executeTakeFirst();
      if (!person) return false;
      const member = await tx
        .selectFrom("workspace_members")
        .select("user_id")
        .where("workspace_id", "=", workspaceId)
        .where("user_id", "=", person.id)
        .executeTakeFirst();
      if (member || projectId === null) return member !== undefined;
      const guest = await tx
        .selectFrom("project_collaborators")
        .select("user_id")
        .where("workspace_id", "=", workspaceId)
        .where("project_id", "=", projectId)
        .where("user_id", "=", person.id)
        .executeTakeFirst();
      return guest !== undefined;
    },

    async hasProject(projectId: string): Promise<boolean> {
      const row = await tx
        .selectFrom("projects")
        .select("id")
        .where("workspace_id", "=", workspaceId)
        .where("id", "=", projectId)
        .executeTakeFirst();
      return row !== undefined;
    },

    async workspaceName(): Promise<string> {
      const row = await tx
        .selectFrom("workspaces")
        .select("name")
        .where("id", "=", workspaceId)
        .executeTakeFirstOrThrow();
      return row.name;
    },
  };
}
