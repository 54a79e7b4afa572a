import "server-only";
import { seal } from "@/lib/platform/crypto/secret-box";
import type { Tx } from "@/lib/platform/db/db";
import { elevated } from "@/lib/platform/db/service-role";
import { env } from "@/lib/platform/env/env";
import { ConflictError, NotFoundError } from "@/lib/platform/errors/errors";
import { type ConnectionRow, connectionRepository, connectionSecrets, type Verified } from "../connection.repository";
import { secretPlace } from "../connection.secret";

const maxConnections = 20;

/**
 * Keeps a token that the provider has accepted. The row is written past the grants because its facts must come from the
 * provider; a token of an account that is known already takes the place of the earlier one.
 * @throws ConflictError CONNECTION_LIMIT
 */
export async function saveConnection(
  tx: Tx,
  workspaceId: string,
  { token, verified }: { token: string; verified: Verified },
): Promise<ConnectionRow> {
  const connections = connectionRepository(tx, workspaceId);
  const id = await elevated(tx, async () => {
    const saved = await connections.upsert(verified);
    if ((await connections.count()) > maxConnections)
      throw new ConflictError(
        "CONNECTION_LIMIT",
        `A workspace has up to ${maxConnections} connections. Remove one first.`,
      );
    const { text, keyId } = seal(env().ENCRYPTION_KEYS, token, secretPlace(workspaceId, saved));
    await connectionSecrets(tx, workspaceId).write(saved, { sealed: text, keyId });
    return saved;
  });
  const row = await connections.find(id);
  if (!row) throw new NotFoundError();
  return row;
}

/** @throws NotFoundError */
export async function deleteConnection(tx: Tx, workspaceId: string, id: string): Promise<void> {
  if (!(await connectionRepository(tx, workspaceId).delete(id))) throw new NotFoundError();
}
