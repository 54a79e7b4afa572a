import { toIso, toIsoOrNull } from "@/lib/platform/clock/clock";
import { keyStatus } from "./api-key.policy";
import type { ApiKeyRow } from "./api-key.repository";
import type { ApiKey } from "./api-key.schema";

export function toApiKeyDto(row: ApiKeyRow): ApiKey {
  return {
    id: row.id,
    name: row.name,
    hint: `${row.prefix}…${row.last4}`,
    scopes: row.scopes,
    status: keyStatus(row),
    createdBy: row.creator_name,
    creatorLeft: !row.creator_is_member,
    createdAt: toIso(row.created_at),
    expiresAt: toIsoOrNull(row.expires_at),
    lastUsedAt: toIsoOrNull(row.last_used_at),
    lastUsedIp: row.last_used_ip,
  };
}
