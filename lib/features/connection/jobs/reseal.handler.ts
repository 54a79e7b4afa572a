import "server-only";
import { reseal } from "@/lib/platform/crypto/secret-box";
import { asService } from "@/lib/platform/db/service-role";
import { env } from "@/lib/platform/env/env";
import type { JobHandler } from "@/lib/platform/jobs/define-job";
import { log } from "@/lib/platform/log/log";
import { secretPlace } from "../connection.secret";
import { connectionSecrets, sealedUnderOldKeys } from "../connection-secret.repository";

const batch = 100;

/**
 * Seals secrets of older keys anew, a hundred in a transaction. A second run finds nothing to do. A key that is gone makes
 * the job fail and say so, before its secrets are missed.
 * @throws EncryptionError
 */
export const resealConnections: JobHandler<Record<string, never>> = async (_data, { signal }) => {
  const keys = env().ENCRYPTION_KEYS;
  const [current] = keys;
  if (!current) return;
  let total = 0;
  for (let done = batch; done === batch; ) {
    signal.throwIfAborted();
    done = await asService(async (tx) => {
      const rows = await sealedUnderOldKeys(tx, current.id, batch);
      for (const row of rows) {
        const { workspace_id: workspaceId, connection_id: id, refresh_sealed: refresh } = row;
        const { text: sealed, keyId } = reseal(keys, row.sealed, secretPlace(workspaceId, id));
        const refreshSealed =
          refresh === null ? null : reseal(keys, refresh, secretPlace(workspaceId, id, "refresh_sealed")).text;
        await connectionSecrets(tx, workspaceId).reseal(id, { sealed, refreshSealed, keyId });
      }
      return rows.length;
    });
    total += done;
  }
  if (total > 0) log().info({ total, keyId: current.id }, "secrets sealed anew");
};
