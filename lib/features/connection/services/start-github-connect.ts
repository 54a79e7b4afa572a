import "server-only";
import { randomToken, sha256 } from "@/lib/platform/crypto/crypto";
import { seal } from "@/lib/platform/crypto/secret-box";
import type { Tx } from "@/lib/platform/db/db";
import { elevated } from "@/lib/platform/db/service-role";
import { env } from "@/lib/platform/env/env";
import { ServiceUnavailableError } from "@/lib/platform/errors/errors";
import { authorizeUrl, githubApp } from "@/lib/platform/github/github-oauth";
import { attemptPlace } from "../connection.secret";
import { type Attempter, connectionAttempts } from "../connection-attempt.repository";
import { requireEncryption } from "./check-token";

/** Where GitHub sends people back to; the app at GitHub has to name it. */
export const githubCallback = (): string => `${env().SITE_URL}/auth/connections/github`;

/**
 * Begins a way to GitHub and back, for one person in one session, for ten minutes.
 * @returns the address of GitHub's page on which they agree
 * @throws ServiceUnavailableError GITHUB_APP_NOT_CONFIGURED, ENCRYPTION_NOT_CONFIGURED
 */
export async function startGitHubConnect(
  tx: Tx,
  workspace: { id: string; slug: string },
  attempter: Attempter,
): Promise<string> {
  requireEncryption();
  const app = githubApp();
  if (!app)
    throw new ServiceUnavailableError(
      "GITHUB_APP_NOT_CONFIGURED",
      "This installation has no GitHub app: its operator has to set GITHUB_EXPORT_CLIENT_ID and GITHUB_EXPORT_CLIENT_SECRET. A token works without.",
    );
  // The address says on which page the way back ends, whatever it comes to; what counts is the random part.
  const state = `${workspace.slug}.${randomToken()}`;
  const verifier = randomToken();
  const stateHash = sha256(state);
  const { text } = seal(env().ENCRYPTION_KEYS, verifier, attemptPlace(workspace.id, stateHash.toString("hex")));
  await elevated(tx, () => connectionAttempts(tx, workspace.id).insert(stateHash, attempter, text));
  return authorizeUrl(app, { state, verifier, back: githubCallback() });
}
