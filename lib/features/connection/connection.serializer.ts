import { toIso, toIsoOrNull } from "@/lib/platform/clock/clock";
import type { ConnectionRow } from "./connection.repository";
import type { Connection } from "./connection.schema";

export function toConnectionDto(row: ConnectionRow): Connection {
  return {
    id: row.id,
    provider: row.provider,
    account: row.account_name,
    hint: row.hint,
    via: row.via,
    scopes: row.scopes,
    state: !row.accepted ? "refused" : row.is_expired ? "expired" : "works",
    expiresAt: toIsoOrNull(row.expires_at),
    checkedAt: toIso(row.checked_at),
    createdBy: row.author,
    createdAt: toIso(row.created_at),
  };
}
