import "server-only";
import { type SealPlace, unseal } from "@/lib/platform/crypto/secret-box";
import { env } from "@/lib/platform/env/env";
import { type GitHubApp, revokeToken } from "@/lib/platform/github/github-oauth";
import { captureError } from "@/lib/platform/log/capture";

/** Takes back a token that GitHub gave for a click. When GitHub cannot be asked, it lives on there until its person ends it. */
export async function giveTokenBack(app: GitHubApp, token: string): Promise<void> {
  await revokeToken(app, token).catch((cause: unknown) => captureError(cause));
}

/** The same for one that was kept. One whose key is gone cannot be named any more. */
export async function giveSealedBack(app: GitHubApp, sealed: string, place: SealPlace): Promise<void> {
  let token: string;
  try {
    token = unseal(env().ENCRYPTION_KEYS, sealed, place);
  } catch (cause) {
    return captureError(cause);
  }
  await giveTokenBack(app, token);
}
