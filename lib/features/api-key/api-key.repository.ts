import "server-only";
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { NewApiKey } from "@/lib/platform/auth/api-key";
import type { Tx } from "@/lib/platform/db/db";
import type { KeysetPosition } from "@/lib/platform/http/cursor";
import type { KeyRole } from "./api-key.policy";

export type ApiKeyRow = {
  id: string;
  name: string;
  prefix: string;
  last4: string;
  scopes: string[];
  created_by: string | null;
  creator_name: string | null;
  /** False once the creator is no member any more. */
  creator_is_member: boolean;
  created_at: string;
  expires_at: string | null;
  revoked_at: string | null;
  rotates_at: string | null;
  last_used_at: string | null;
  last_used_ip: string | null;
  /** Both by the database's clock, which is the one that refuses keys. */
  is_expired: boolean;
  is_rotated: boolean;
};

type NewKey = {
  id?: string;
  key: NewApiKey;
  name: string;
  role: KeyRole;
  scopes: string[];
  expiry: { inDays: number } | { at: string } | null;
};

function keysOf(tx: Tx, workspaceId: string) {
  return tx
    .selectFrom("api_keys as k")
    .leftJoin("workspace_members as m", (join) =>
      join.onRef("m.workspace_id", "=", "k.workspace_id").onRef("m.user_id", "=", "k.created_by"),
    )
    .leftJoin("profiles as p", "p.id", "m.user_id")
    .select([
      "k.id",
      "k.name",
      "k.prefix",
      "k.last4",
      "k.scopes",
      "k.created_by",
      "p.display_name as creator_name",
      sql<boolean>`m.user_id is not null`.as("creator_is_member"),
      "k.created_at",
      "k.expires_at",
      "k.revoked_at",
      "k.rotates_at",
      "k.last_used_at",
      "k.last_used_ip",
      sql<boolean>`coalesce(k.expires_at <= now(), false)`.as("is_expired"),
      sql<boolean>`coalesce(k.rotates_at <= now(), false)`.as("is_rotated"),
    ])
    .where("k.workspace_id", "=", workspaceId);
}

/** The only place that names `api_keys`, but for the entry statement. The hash is written here and never read. */
export function apiKeyRepository(tx: Tx, workspaceId: string) {
  const update = (id: string) =>
    tx.updateTable("api_keys").where("workspace_id", "=", workspaceId).where("id", "=", id).returning("id");
  return {
    list: ({ limit, after }: { limit: number; after: KeysetPosition | undefined }): Promise<ApiKeyRow[]> => {
      const query = keysOf(tx, workspaceId)
        .orderBy("k.created_at", "desc")
        .orderBy("k.id", "desc")
        .limit(limit + 1);
      return (
        after
          ? query.where(sql<boolean>`(k.created_at, k.id) < (${after.value}::timestamptz, ${after.id}::uuid)`)
          : query
      ).execute();
    },

    find: (id: string): Promise<ApiKeyRow | undefined> =>
      keysOf(tx, workspaceId).where("k.id", "=", id).executeTakeFirst(),

    async lock(id: string): Promise<boolean> {
      const row = await tx
        .selectFrom("api_keys")
        .select("id")
        .where("workspace_id", "=", workspaceId)
        .where("id", "=", id)
        .forUpdate()
        .executeTakeFirst();
      return row !== undefined;
    },

    async insert({ id = randomUUID(), key, name, role, scopes, expiry }: NewKey): Promise<string> {
      const expiresAt =
        expiry === null
          ? null
          : "at" in expiry
            ? expiry.at
            : sql<string>`now() + make_interval(days => ${expiry.inDays})`;
      await tx
        .insertInto("api_keys")
        .values({
          id,
          workspace_id: workspaceId,
          name,
          role,
          scopes,
          prefix: key.prefix,
          last4: key.last4,
          hash: sql<string>`${key.hash}::bytea`,
          expires_at: expiresAt,
        })
        .execute();
      return id;
    },

    async replace(id: string, by: string, overlapHours: number): Promise<void> {
      await update(id)
        .set({ replaced_by: by, rotates_at: sql<string>`now() + make_interval(hours => ${overlapHours})` })
        .executeTakeFirstOrThrow();
    },

    async revoke(id: string): Promise<void> {
      await update(id).set({ revoked_at: sql<string>`now()` }).execute();
    },
  };
}

export type ApiKeyRepository = ReturnType<typeof apiKeyRepository>;

/** What creating a key needs of its workspace, under the caller's rights. */
export function keyWorkspaceRepository(tx: Tx, workspaceId: string) {
  return {
    async owners(): Promise<string[]> {
      const rows = await tx
        .selectFrom("workspace_members")
        .select("user_id")
        .where("workspace_id", "=", workspaceId)
        .where("role", "=", "owner")
        .execute();
      return rows.map((row) => row.user_id);
    },
  };
}
