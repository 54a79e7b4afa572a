import "server-only";
import { sql } from "kysely";
import type { Tx } from "@/lib/platform/db/db";
import type { KeysetPosition } from "@/lib/platform/http/cursor";

type ListOptions = { limit: number; after: KeysetPosition | undefined; projectId: string | undefined };

/** The only place that reads `activity_feed`; a trigger on the audit log writes it. */
export function activityRepository(tx: Tx, workspaceId: string) {
  return {
    /** Newest first, one more than `limit`. */
    async list({ limit, after, projectId }: ListOptions) {
      let query = tx
        .selectFrom("activity_feed as f")
        .leftJoin("audit_actors as a", (join) =>
          join.onRef("a.workspace_id", "=", "f.workspace_id").onRef("a.actor_id", "=", "f.actor_id"),
        )
        .select(["f.id", "f.at", "f.action", "f.target_type", "f.target_id", "f.target_label", "f.project_id"])
        .select("a.name as actor_name")
        .where("f.workspace_id", "=", workspaceId)
        .orderBy("f.at", "desc")
        .orderBy("f.id", "desc")
        .limit(limit + 1);
      if (projectId) query = query.where("f.project_id", "=", projectId);
      if (after) query = query.where(sql<boolean>`(f.at, f.id) < (${after.value}::timestamptz, ${after.id}::uuid)`);
      return await query.execute();
    },
  };
}

export type ActivityRepository = ReturnType<typeof activityRepository>;
export type ActivityRow = Awaited<ReturnType<ActivityRepository["list"]>>[number];
