import { toIso } from "@/lib/platform/clock/clock";
import type { ActivityRow } from "./activity.repository";
import type { Activity } from "./activity.schema";

export function toActivityDto(row: ActivityRow): Activity {
  return {
    id: row.id,
    at: toIso(row.at),
    actorName: row.actor_name,
    action: row.action,
    targetType: row.target_type,
    targetId: row.target_id,
    targetLabel: row.target_label,
    projectId: row.project_id,
  };
}
