import "server-only";
import { generateApiKey } from "@/lib/platform/auth/api-key";
import type { ApiKeyScope, Role } from "@/lib/platform/auth/permissions";
import type { Entered, Tx } from "@/lib/platform/db/db";
import { ForbiddenError, NotFoundError } from "@/lib/platform/errors/errors";
import { authorId } from "@/lib/platform/http/caller";
import { keyRoleFor, scopesBeyond } from "../api-key.policy";
import { type ApiKeyRow, apiKeyRepository } from "../api-key.repository";
import { tellKeyHolders } from "./tell-key-holders";

export type KeyAsk = { tx: Tx; workspace: { id: string; slug: string; role: Role }; caller: Entered["caller"] };
export type FreshKey = { row: ApiKeyRow; secret: string };
type Input = { name: string; scopes: ApiKeyScope[]; expiresInDays?: number | undefined };

/** @throws ForbiddenError SCOPE_TOO_HIGH when the caller could not do it themselves */
export function assertMayGrant(role: Role, scopes: readonly ApiKeyScope[]): void {
  const beyond = scopesBeyond(role, scopes);
  if (beyond.length > 0) {
    throw new ForbiddenError("SCOPE_TOO_HIGH", "You cannot give a key more than you may do yourself.", {
      details: { scopes: beyond },
    });
  }
}

/**
 * Makes a key. The secret is in this answer and nowhere else.
 * @throws ForbiddenError SCOPE_TOO_HIGH, ConflictError API_KEY_LIMIT, which the database says
 */
export async function createApiKey({ tx, workspace, caller }: KeyAsk, input: Input): Promise<FreshKey> {
  const scopes = [...new Set(input.scopes)];
  assertMayGrant(workspace.role, scopes);
  const keys = apiKeyRepository(tx, workspace.id);
  const key = generateApiKey();
  const id = await keys.insert({
    key,
    name: input.name,
    scopes,
    role: keyRoleFor(scopes),
    expiry: input.expiresInDays === undefined ? null : { inDays: input.expiresInDays },
  });
  const row = await keys.find(id);
  if (!row) throw new NotFoundError();
  await tellKeyHolders(tx, workspace, {
    type: "api_key.created",
    key: row,
    actorName: actorName(caller),
    creators: [authorId(caller)],
  });
  return { row, secret: key.secret };
}

export function actorName(caller: Entered["caller"]): string {
  return caller.kind === "user" ? caller.displayName : `the API key "${caller.keyName}"`;
}
