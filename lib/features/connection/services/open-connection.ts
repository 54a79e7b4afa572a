import "server-only";
import { unseal } from "@/lib/platform/crypto/secret-box";
import { asService } from "@/lib/platform/db/service-role";
import { env } from "@/lib/platform/env/env";
import { githubApp } from "@/lib/platform/github/github-oauth";
import { type ConnectionRow, connectionRepository } from "../connection.repository";
import { secretPlace } from "../connection.secret";
import { connectionSecrets } from "../connection-secret.repository";
import { renewConnection } from "./renew-connection";

export type OpenConnection = Pick<ConnectionRow, "provider" | "account_name" | "team" | "scopes"> & { token: string };

/**
 * A connection with its token in clear, for what acts with it right now; the token goes into no answer. One that ends soon
 * is renewed first, so this may wait for the network: never inside a transaction. Undefined when there is none.
 * @throws EncryptionError when the installation's keys no longer open it, GitHubError when it could not be renewed
 */
export async function openConnection(
  workspaceId: string,
  id: string,
  signal?: AbortSignal,
): Promise<OpenConnection | undefined> {
  const kept = await readKept(workspaceId, id);
  const app = githubApp();
  // Without its app a token lives until it ends; GitHub says when that was.
  if (!kept?.endsSoon || !app) return kept && opened(workspaceId, id, kept);
  await renewConnection(app, { workspaceId, id }, signal);
  const renewed = await readKept(workspaceId, id);
  return renewed && opened(workspaceId, id, renewed);
}

/**
 * False when the token was renewed or replaced after it was opened, or is just being renewed, so that a refusal of it says
 * nothing of the account.
 */
export async function isCurrentToken(workspaceId: string, id: string, token: string): Promise<boolean> {
  const kept = await readKept(workspaceId, id);
  return kept !== undefined && !kept.isRenewing && opened(workspaceId, id, kept).token === token;
}

/** Writes down that the provider no longer takes the account's token, unless that was an earlier one. */
export async function refuseConnection(workspaceId: string, id: string, token: string): Promise<void> {
  if (await isCurrentToken(workspaceId, id, token))
    await asService((tx) => connectionRepository(tx, workspaceId).markChecked(id, false));
}

type Kept = { row: ConnectionRow; sealed: string; endsSoon: boolean; isRenewing: boolean };

async function readKept(workspaceId: string, id: string): Promise<Kept | undefined> {
  return await asService(async (tx) => {
    const row = await connectionRepository(tx, workspaceId).find(id);
    const secret = row && (await connectionSecrets(tx, workspaceId).read(id));
    return row && secret && { row, sealed: secret.sealed, endsSoon: secret.ends_soon, isRenewing: secret.is_renewing };
  });
}

function opened(workspaceId: string, id: string, { row, sealed }: Kept): OpenConnection {
  const token = unseal(env().ENCRYPTION_KEYS, sealed, secretPlace(workspaceId, id));
  const { provider, account_name, team, scopes } = row;
  return { provider, account_name, team, scopes, token };
}
