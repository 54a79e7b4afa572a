import "server-only";
import { NotFoundError } from "@/lib/platform/errors/errors";
import type { ApiKeyRepository } from "../api-key.repository";

/** Ends a key at once. Doing it again changes nothing and is no error. @throws NotFoundError */
export async function revokeApiKey(
  keys: Pick<ApiKeyRepository, "lock" | "find" | "revoke">,
  id: string,
): Promise<void> {
  const key = (await keys.lock(id)) ? await keys.find(id) : undefined;
  if (!key) throw new NotFoundError();
  if (key.revoked_at === null) await keys.revoke(id);
}
