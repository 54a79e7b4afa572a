import type { SealPlace } from "@/lib/platform/crypto/secret-box";

/** Where a connection's token is kept, and what gets the next one; part of its seal. */
export function secretPlace(
  workspaceId: string,
  connectionId: string,
  column: "sealed" | "refresh_sealed" = "sealed",
): SealPlace {
  return { workspaceId, table: "connection_secrets", column, rowId: connectionId };
}

/** Where the proof of a way to the provider and back is kept. `stateHash` in hex. */
export function attemptPlace(workspaceId: string, stateHash: string): SealPlace {
  return { workspaceId, table: "connection_attempts", column: "sealed", rowId: stateHash };
}
