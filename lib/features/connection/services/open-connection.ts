import "server-only";
import { unseal } from "@/lib/platform/crypto/secret-box";
import { asService } from "@/lib/platform/db/service-role";
import { env } from "@/lib/platform/env/env";
import { type ConnectionRow, connectionRepository, connectionSecrets } from "../connection.repository";
import { secretPlace } from "../connection.secret";

export type OpenConnection = Pick<ConnectionRow, "provider" | "account_name" | "team" | "scopes"> & { token: string };

/**
 * A connection with its token in clear, for the job that acts with it; never for a route. Undefined when there is none.
 * @throws EncryptionError when the installation's keys no longer open it
 */
export async function openConnection(workspaceId: string, id: string): Promise<OpenConnection | undefined> {
  return await asService(async (tx) => {
    const row = await connectionRepository(tx, workspaceId).find(id);
    const sealed = row && (await connectionSecrets(tx, workspaceId).read(id));
    if (!row || sealed === undefined) return undefined;
    const token = unseal(env().ENCRYPTION_KEYS, sealed, secretPlace(workspaceId, id));
    const { provider, account_name, team, scopes } = row;
    return { provider, account_name, team, scopes, token };
  });
}
