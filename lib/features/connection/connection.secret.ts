import type { SealPlace } from "@/lib/platform/crypto/secret-box";

/** Where a connection's token is kept; part of its seal. */
export function secretPlace(workspaceId: string, connectionId: string): SealPlace {
  return { workspaceId, table: "connection_secrets", column: "sealed", rowId: connectionId };
}
