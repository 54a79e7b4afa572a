import "server-only";
import { env } from "@/lib/platform/env/env";
import {
  type AppError,
  BadRequestError,
  ExternalApiError,
  RateLimitError,
  ServiceUnavailableError,
  ValidationError,
} from "@/lib/platform/errors/errors";
import { githubClient } from "@/lib/platform/github/github-client";
import { GitHubError } from "@/lib/platform/github/github-error";
import type { Verified } from "../connection.repository";
import type { ConnectionProvider } from "../connection.schema";

/** @throws ServiceUnavailableError ENCRYPTION_NOT_CONFIGURED: nothing is asked when its answer could not be kept */
export function requireEncryption(): void {
  if (env().ENCRYPTION_KEYS.length > 0) return;
  throw new ServiceUnavailableError(
    "ENCRYPTION_NOT_CONFIGURED",
    "This installation cannot keep tokens yet: its operator has to set ENCRYPTION_KEYS.",
  );
}

/** `ghp_…1a2b`. The part before the dots is the kind of token, the same for everybody. */
export function hintOf(token: string): string {
  const [kind = ""] = /^(?:github_pat_|gh[a-z]_)/.exec(token) ?? [];
  return `${kind}…${token.slice(-4)}`;
}

/**
 * Asks the provider whose token this is and whether it is good for exporting. Waits for the network.
 * @throws ValidationError TOKEN_REFUSED, TOKEN_SCOPE_MISSING, RateLimitError, ExternalApiError PROVIDER_UNREACHABLE
 */
export async function checkToken(
  { provider, token }: { provider: ConnectionProvider; token: string },
  signal: AbortSignal,
): Promise<Verified> {
  const viewer = await githubClient(token, signal)
    .viewer()
    .catch((cause: unknown) => {
      if (signal.aborted) throw new BadRequestError("REQUEST_GIVEN_UP", "The request was given up.", { cause });
      throw translate(cause);
    });
  if (viewer.scopes !== null && !viewer.scopes.includes("repo"))
    throw badToken("TOKEN_SCOPE_MISSING", 'This token lacks the scope "repo", without which nothing can be pushed.');
  return {
    provider,
    accountId: viewer.id,
    accountName: viewer.login,
    hint: hintOf(token),
    scopes: viewer.scopes,
    expiresAt: viewer.expiresAt,
  };
}

function badToken(code: string, message: string, cause?: unknown): AppError {
  return new ValidationError(code, message, { details: { fields: { token: message } }, cause });
}

function translate(cause: unknown): unknown {
  if (!(cause instanceof GitHubError)) return cause;
  if (cause.failure === "rate_limited")
    return new RateLimitError("PROVIDER_RATE_LIMITED", "GitHub takes no more calls with this token right now.", {
      cause,
    });
  if (["unreachable", "unexpected"].includes(cause.failure))
    return new ExternalApiError("PROVIDER_UNREACHABLE", "GitHub could not be reached. Try again in a moment.", {
      cause,
    });
  return badToken("TOKEN_REFUSED", "GitHub does not accept this token. It may be mistyped, expired or revoked.", cause);
}
