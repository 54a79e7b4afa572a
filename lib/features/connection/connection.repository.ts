import "server-only";
import { sql } from "kysely";
import type { Tx } from "@/lib/platform/db/db";
import type { KeysetPosition } from "@/lib/platform/http/cursor";
import type { ConnectionProvider } from "./connection.schema";

export type Verified = {
  provider: ConnectionProvider;
  accountId: string;
  accountName: string;
  /** Id of the team at the provider; null = none was asked for. */
  team: string | null;
  hint: string;
  via: "token" | "oauth";
  scopes: string[] | null;
  /** When the account has to be connected again. */
  expiresAt: Date | null;
};

/** The only place that names `connections`. */
export function connectionRepository(tx: Tx, workspaceId: string) {
  const base = () =>
    tx
      .selectFrom("connections as c")
      .leftJoin("profiles as author", "author.id", "c.created_by")
      .where("c.workspace_id", "=", workspaceId)
      .select([
        "c.id",
        sql<ConnectionProvider>`c.provider`.as("provider"),
        "c.account_id",
        "c.account_name",
        "c.team",
        "c.hint",
        sql<"token" | "oauth">`c.via`.as("via"),
        "c.scopes",
        "c.accepted",
        "c.expires_at",
        sql<boolean>`coalesce(c.expires_at <= now(), false)`.as("is_expired"),
        "c.checked_at",
        "c.created_at",
        "author.display_name as author",
      ]);
  return {
    list: (limit: number, after: KeysetPosition | undefined) => {
      const query = base()
        .orderBy("c.created_at", "desc")
        .orderBy("c.id", "desc")
        .limit(limit + 1);
      return (
        after
          ? query.where(sql<boolean>`(c.created_at, c.id) < (${after.value}::timestamptz, ${after.id}::uuid)`)
          : query
      ).execute();
    },

    find: (id: string) => base().where("c.id", "=", id).executeTakeFirst(),

    count: async (): Promise<number> => {
      const { count } = await tx
        .selectFrom("connections")
        .where("workspace_id", "=", workspaceId)
        .select(sql<number>`count(*)::int`.as("count"))
        .executeTakeFirstOrThrow();
      return count;
    },

    /** Only `elevated`. One row an account: a known account gets the new token's facts. @returns its id */
    upsert: async (facts: Verified): Promise<string> => {
      const values = {
        account_name: facts.accountName,
        team: facts.team,
        hint: facts.hint,
        via: facts.via,
        scopes: facts.scopes,
        expires_at: facts.expiresAt?.toISOString() ?? null,
      };
      const { id } = await tx
        .insertInto("connections")
        .values({ ...values, workspace_id: workspaceId, provider: facts.provider, account_id: facts.accountId })
        .onConflict((conflict) =>
          conflict.constraint("connections_account_key").doUpdateSet({
            ...values,
            accepted: true,
            checked_at: sql<string>`now()`,
            created_at: sql<string>`now()`,
            created_by: sql<string>`private.actor_user_id()`,
          }),
        )
        .returning("id")
        .executeTakeFirstOrThrow();
      return id;
    },

    /** Only the service: the provider has taken or refused the token just now, or has given the next one, until then. */
    markChecked: async (id: string, accepted: boolean, until?: Date | null): Promise<void> => {
      const end = until === undefined ? {} : { expires_at: until?.toISOString() ?? null };
      await tx
        .updateTable("connections")
        .set({ accepted, checked_at: sql<string>`now()`, ...end })
        .where("workspace_id", "=", workspaceId)
        .where("id", "=", id)
        .execute();
    },

    /** False when there is none, or a policy keeps the caller from it. */
    delete: async (id: string): Promise<boolean> => {
      const row = await tx
        .deleteFrom("connections")
        .where("workspace_id", "=", workspaceId)
        .where("id", "=", id)
        .returning("id")
        .executeTakeFirst();
      return row !== undefined;
    },
  };
}

export type ConnectionRepository = ReturnType<typeof connectionRepository>;
export type ConnectionRow = NonNullable<Awaited<ReturnType<ConnectionRepository["find"]>>>;
