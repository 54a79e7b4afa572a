import "server-only";
import type { Tx } from "@/lib/platform/db/db";
import { elevated } from "@/lib/platform/db/service-role";
import { ConflictError, NotFoundError } from "@/lib/platform/errors/errors";
import { type GrantedToken, githubApp } from "@/lib/platform/github/github-oauth";
import { type ConnectionRow, connectionRepository, type Verified } from "../connection.repository";
import { secretPlace } from "../connection.secret";
import { connectionSecrets } from "../connection-secret.repository";
import { sealToken } from "./renew-connection";
import { giveSealedBack } from "./revoke-granted";

const maxConnections = 20;

/**
 * Keeps a token that the provider has accepted. The row is written past the grants because its facts must come from the
 * provider; a token of an account that is known already takes the place of the earlier one.
 * @throws ConflictError CONNECTION_LIMIT
 */
export async function saveConnection(
  tx: Tx,
  workspaceId: string,
  { granted, verified }: { granted: GrantedToken; verified: Verified },
): Promise<ConnectionRow> {
  const connections = connectionRepository(tx, workspaceId);
  const id = await elevated(tx, async () => {
    const saved = await connections.upsert(verified);
    if ((await connections.count()) > maxConnections)
      throw new ConflictError(
        "CONNECTION_LIMIT",
        `A workspace has up to ${maxConnections} connections. Remove one first.`,
      );
    await connectionSecrets(tx, workspaceId).write(saved, sealToken(workspaceId, saved, granted));
    return saved;
  });
  const row = await connections.find(id);
  if (!row) throw new NotFoundError();
  return row;
}

/**
 * Forgets a connection. @returns what remains to be done once that stands: a token that was given for a click goes back
 * @throws NotFoundError
 */
export async function deleteConnection(tx: Tx, workspaceId: string, id: string): Promise<() => Promise<void>> {
  const connections = connectionRepository(tx, workspaceId);
  const row = await connections.find(id);
  const secret =
    row?.via === "oauth" ? await elevated(tx, () => connectionSecrets(tx, workspaceId).read(id)) : undefined;
  if (!(await connections.delete(id))) throw new NotFoundError();
  return async () => {
    const app = githubApp();
    if (secret && app) await giveSealedBack(app, secret.sealed, secretPlace(workspaceId, id));
  };
}
