import { toIso } from "@/lib/platform/clock/clock";
import type { AuditRow } from "./audit.repository";
import type { AuditEntry } from "./audit.schema";

const actorTypes = { user: "user", api_key: "api_key" } as const;

export function toAuditDto(row: AuditRow): AuditEntry {
  return {
    id: row.id,
    seq: row.seq,
    at: toIso(row.at),
    actorType: row.actor_type in actorTypes ? actorTypes[row.actor_type as keyof typeof actorTypes] : "system",
    actorId: row.actor_id,
    actorName: row.actor_name,
    action: row.action,
    targetType: row.target_type,
    targetId: row.target_id,
    changes: row.changes as Record<string, unknown>,
    requestId: row.request_id,
    via: row.via,
    hash: row.hash,
  };
}
