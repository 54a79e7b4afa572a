import "server-only";
import { type SqlBool, sql } from "kysely";
import type { z } from "zod";
import type { Tx } from "@/lib/platform/db/db";
import type { auditFilters } from "./audit.schema";

export type AuditFilters = z.infer<typeof auditFilters>;
type Range = { limit: number; before?: number | undefined; upTo?: number | undefined };

/** The only place that reads `audit_logs`. Nothing here writes: entries are the triggers' alone. */
export function auditRepository(tx: Tx, workspaceId: string) {
  return {
    /** Newest first, one more than `limit`. `before` and `upTo` are sequence numbers. */
    async list(filters: AuditFilters, { limit, before, upTo }: Range) {
      let query = tx
        .selectFrom("audit_logs as l")
        .leftJoin("audit_actors as a", (join) =>
          join.onRef("a.workspace_id", "=", "l.workspace_id").onRef("a.actor_id", "=", "l.actor_id"),
        )
        .select([
          "l.id",
          "l.seq",
          "l.at",
          "l.actor_type",
          "l.actor_id",
          "a.name as actor_name",
          "l.action",
          "l.target_type",
          "l.target_id",
          "l.changes",
          "l.request_id",
          "l.via",
          sql<string>`encode(l.hash, 'hex')`.as("hash"),
        ])
        .where("l.workspace_id", "=", workspaceId)
        .orderBy("l.seq", "desc")
        .limit(limit + 1);
      if (filters.actorId) query = query.where("l.actor_id", "=", filters.actorId);
      if (filters.action) query = query.where("l.action", "=", filters.action);
      if (filters.targetType) query = query.where("l.target_type", "=", filters.targetType);
      if (filters.targetId) query = query.where("l.target_id", "=", filters.targetId);
      if (filters.from) query = query.where(sql<SqlBool>`l.at >= ${filters.from}::timestamptz`);
      if (filters.to) query = query.where(sql<SqlBool>`l.at <= ${filters.to}::timestamptz`);
      if (before !== undefined) query = query.where("l.seq", "<", before);
      if (upTo !== undefined) query = query.where("l.seq", "<=", upTo);
      return await query.execute();
    },

    /** The newest sequence number; 0 for an empty log. */
    async lastSeq(): Promise<number> {
      const row = await tx
        .selectFrom("audit_logs")
        .select("seq")
        .where("workspace_id", "=", workspaceId)
        .orderBy("seq", "desc")
        .limit(1)
        .executeTakeFirst();
      return row?.seq ?? 0;
    },
  };
}

export type AuditRepository = ReturnType<typeof auditRepository>;
export type AuditRow = Awaited<ReturnType<AuditRepository["list"]>>[number];
