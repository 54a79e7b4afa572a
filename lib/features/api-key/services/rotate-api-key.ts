import "server-only";
import { randomUUID } from "node:crypto";
import { generateApiKey } from "@/lib/platform/auth/api-key";
import { type ApiKeyScope, apiKeyScopes } from "@/lib/platform/auth/permissions";
import { ConflictError, NotFoundError } from "@/lib/platform/errors/errors";
import { authorId } from "@/lib/platform/http/caller";
import { keyRoleFor, keyStatus } from "../api-key.policy";
import { apiKeyRepository } from "../api-key.repository";
import { actorName, assertMayGrant, type FreshKey, type KeyAsk } from "./create-api-key";
import { tellKeyHolders } from "./tell-key-holders";

function isScope(scope: string): scope is ApiKeyScope {
  return apiKeyScopes.some((known) => known === scope);
}

/**
 * Gives a key a successor with the same name, scopes and expiry. The old one works for `overlapHours` more; 0 is for a
 * leaked key. Does not count against the cap: a leaked key must be replaceable in a full workspace.
 * @throws NotFoundError, ForbiddenError SCOPE_TOO_HIGH, ConflictError KEY_NOT_ACTIVE
 */
export async function rotateApiKey(ask: KeyAsk, id: string, overlapHours: number): Promise<FreshKey> {
  const { tx, workspace, caller } = ask;
  const keys = apiKeyRepository(tx, workspace.id);
  const old = (await keys.lock(id)) ? await keys.find(id) : undefined;
  if (!old) throw new NotFoundError();
  const status = keyStatus(old);
  if (status !== "active") throw new ConflictError("KEY_NOT_ACTIVE", `This key cannot be rotated: it is ${status}.`);
  const scopes = old.scopes.filter(isScope);
  assertMayGrant(workspace.role, scopes);
  // Before its successor comes: the database's cap counts a key that is being replaced no more.
  const newId = randomUUID();
  await keys.replace(id, newId, overlapHours);
  const key = generateApiKey();
  await keys.insert({
    id: newId,
    key,
    name: old.name,
    scopes,
    role: keyRoleFor(scopes),
    expiry: old.expires_at === null ? null : { at: old.expires_at },
  });
  const row = await keys.find(newId);
  if (!row) throw new NotFoundError();
  await tellKeyHolders(tx, workspace, {
    type: "api_key.rotated",
    key: row,
    actorName: actorName(caller),
    creators: [authorId(caller), old.creator_is_member ? old.created_by : null],
  });
  return { row, secret: key.secret };
}
