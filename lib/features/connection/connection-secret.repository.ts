import "server-only";
import { type SqlBool, sql } from "kysely";
import type { Tx } from "@/lib/platform/db/db";

type Renewal = { sealed: string; expiresAt: Date };
type Secret = { sealed: string; keyId: string; renewal: Renewal | null };

/** A token that ends within this time is renewed before it is used: an export may take as long. */
const endsSoon = sql<SqlBool>`token_expires_at <= now() + interval '10 minutes'`;

/** The sealed tokens of one workspace's connections; out of every caller's reach. */
export function connectionSecrets(tx: Tx, workspaceId: string) {
  const of = (id: string) =>
    tx
      .updateTable("private.connection_secrets")
      .where("workspace_id", "=", workspaceId)
      .where("connection_id", "=", id);
  return {
    /** Only `elevated`. Whatever was there before is gone, with what would have renewed it. */
    write: async (id: string, { sealed, keyId, renewal }: Secret): Promise<void> => {
      const values = {
        sealed,
        key_id: keyId,
        refresh_sealed: renewal?.sealed ?? null,
        token_expires_at: renewal?.expiresAt.toISOString() ?? null,
        renewing_until: null,
      };
      await tx
        .insertInto("private.connection_secrets")
        .values({ connection_id: id, workspace_id: workspaceId, ...values })
        .onConflict((conflict) => conflict.column("connection_id").doUpdateSet(values))
        .execute();
    },

    /** Only the service. */
    read: async (id: string) =>
      await tx
        .selectFrom("private.connection_secrets")
        .select([
          "sealed",
          sql<boolean>`coalesce(${endsSoon}, false)`.as("ends_soon"),
          sql<boolean>`coalesce(renewing_until > now(), false)`.as("is_renewing"),
        ])
        .where("workspace_id", "=", workspaceId)
        .where("connection_id", "=", id)
        .executeTakeFirst(),

    /**
     * Only the service. What renews a token that ends soon, for whoever comes first; everybody else gets nothing until
     * the time is over, or the new token is there.
     */
    claimRenewal: async (id: string, seconds: number): Promise<string | undefined> => {
      const row = await of(id)
        .set({ renewing_until: sql<string>`now() + make_interval(secs => ${seconds})` })
        .where(endsSoon)
        .where("refresh_sealed", "is not", null)
        .where(sql<SqlBool>`coalesce(renewing_until <= now(), true)`)
        .returning("refresh_sealed")
        .executeTakeFirst();
      return row?.refresh_sealed ?? undefined;
    },

    /** Only the service. False when the account was connected anew meanwhile: that one counts. */
    replaceRenewed: async (id: string, former: string, { sealed, keyId, renewal }: Secret): Promise<boolean> => {
      const row = await of(id)
        .set({
          sealed,
          key_id: keyId,
          refresh_sealed: renewal?.sealed ?? null,
          token_expires_at: renewal?.expiresAt.toISOString() ?? null,
          renewing_until: null,
        })
        .where("refresh_sealed", "=", former)
        .returning("connection_id")
        .executeTakeFirst();
      return row !== undefined;
    },

    /** Only the service. False when the account was connected anew meanwhile. */
    endRenewal: async (id: string, former: string): Promise<boolean> => {
      const row = await of(id)
        .set({ renewing_until: null })
        .where("refresh_sealed", "=", former)
        .returning("connection_id")
        .executeTakeFirst();
      return row !== undefined;
    },

    /** Only the service: the same secrets under another key. */
    reseal: async (id: string, to: { sealed: string; refreshSealed: string | null; keyId: string }): Promise<void> => {
      await of(id).set({ sealed: to.sealed, refresh_sealed: to.refreshSealed, key_id: to.keyId }).execute();
    },
  };
}

/** Secrets of all workspaces that another key than `keyId` wraps; only the service. One that is being renewed waits. */
export function sealedUnderOldKeys(tx: Tx, keyId: string, limit: number) {
  return tx
    .selectFrom("private.connection_secrets")
    .select(["connection_id", "workspace_id", "sealed", "refresh_sealed", "key_id"])
    .where("key_id", "<>", keyId)
    .where(sql<SqlBool>`coalesce(renewing_until <= now(), true)`)
    .orderBy("connection_id")
    .limit(limit)
    .forUpdate()
    .execute();
}
