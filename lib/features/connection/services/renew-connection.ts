import "server-only";
import { setTimeout as pause } from "node:timers/promises";
import { seal, unseal } from "@/lib/platform/crypto/secret-box";
import { asService } from "@/lib/platform/db/service-role";
import { env } from "@/lib/platform/env/env";
import { GitHubError } from "@/lib/platform/github/github-error";
import { type GitHubApp, type GrantedToken, renewToken } from "@/lib/platform/github/github-oauth";
import { connectionRepository } from "../connection.repository";
import { secretPlace } from "../connection.secret";
import { connectionSecrets } from "../connection-secret.repository";

/** Longer than the call may take; after it a process that died in between is not waited for. */
const claimSeconds = 30;
const lookEveryMs = 200;

/**
 * Sees to it that a token that ends soon is replaced by the next one: by this process, or by another one that it waits
 * for. GitHub takes the former tokens back at once, so asking twice would lose both; and it is asked outside of any
 * transaction, so the row's claim and not its lock keeps others away.
 * @throws GitHubError `unauthorized` after writing down that the account has to be connected again; `unreachable`
 */
export async function renewConnection(
  app: GitHubApp,
  { workspaceId, id }: { workspaceId: string; id: string },
  signal?: AbortSignal,
): Promise<void> {
  const looks = (claimSeconds * 1000) / lookEveryMs;
  for (let look = 0; look < looks; look++) {
    const { claimed, endsSoon } = await asService(async (tx) => {
      const secrets = connectionSecrets(tx, workspaceId);
      const claimed = await secrets.claimRenewal(id, claimSeconds);
      return { claimed, endsSoon: (await secrets.read(id))?.ends_soon ?? false };
    });
    if (claimed !== undefined) return await renew(app, { workspaceId, id, former: claimed }, signal);
    if (!endsSoon) return;
    await pause(lookEveryMs, undefined, signal ? { signal } : {});
  }
  throw new GitHubError("unreachable", "another process did not finish renewing the token");
}

type Claim = { workspaceId: string; id: string; former: string };

async function renew(app: GitHubApp, claim: Claim, signal?: AbortSignal): Promise<void> {
  const { workspaceId, id, former } = claim;
  try {
    const refreshToken = unseal(env().ENCRYPTION_KEYS, former, secretPlace(workspaceId, id, "refresh_sealed"));
    // Not with the caller's signal: an answer that nobody waits for any more is still the only one there will be.
    signal?.throwIfAborted();
    const granted = await renewToken(app, refreshToken);
    await asService(async (tx) => {
      const kept = sealToken(workspaceId, id, granted);
      if (await connectionSecrets(tx, workspaceId).replaceRenewed(id, former, kept))
        await connectionRepository(tx, workspaceId).markChecked(id, true, endOf(granted));
    });
  } catch (cause) {
    const isRefused = cause instanceof GitHubError && cause.failure === "unauthorized";
    await asService(async (tx) => {
      const isCurrent = await connectionSecrets(tx, workspaceId).endRenewal(id, former);
      if (isCurrent && isRefused) await connectionRepository(tx, workspaceId).markChecked(id, false);
    });
    // That the app is unknown at GitHub is for the operator, and says nothing of the account's rights.
    if (cause instanceof GitHubError && cause.failure === "forbidden")
      throw new GitHubError("unexpected", cause.said, null, { cause });
    throw cause;
  }
}

/** A token, and what renews it, as they are kept. @throws ServiceUnavailableError ENCRYPTION_NOT_CONFIGURED */
export function sealToken(workspaceId: string, id: string, { token, renewal }: GrantedToken) {
  const keys = env().ENCRYPTION_KEYS;
  const { text: sealed, keyId } = seal(keys, token, secretPlace(workspaceId, id));
  if (renewal === null) return { sealed, keyId, renewal: null };
  const next = seal(keys, renewal.refreshToken, secretPlace(workspaceId, id, "refresh_sealed"));
  return { sealed, keyId, renewal: { sealed: next.text, expiresAt: renewal.expiresAt } };
}

/** When the account has to be connected again, though its token is renewed until then; null = not known. */
export function endOf({ renewal }: Pick<GrantedToken, "renewal">): Date | null {
  return renewal?.refreshExpiresAt ?? null;
}
