import "server-only";
import { type AppError, ConflictError, ExternalApiError, RateLimitError } from "@/lib/platform/errors/errors";
import type { GitHubError } from "@/lib/platform/github/github-error";
import type { HostError } from "@/lib/platform/hosting/host-error";

/** A refusal that has nothing to do with whose token it is; undefined for every other one. */
export function passingRefusal(cause: GitHubError | HostError, name: string): AppError | undefined {
  if (cause.failure === "rate_limited")
    return new RateLimitError("PROVIDER_RATE_LIMITED", `${name} takes no more calls with this token right now.`, {
      cause,
    });
  if (cause.failure === "unreachable" || cause.failure === "unexpected")
    return new ExternalApiError("PROVIDER_UNREACHABLE", `${name} could not be reached. Try again in a moment.`, {
      cause,
    });
  return undefined;
}

/** What GitHub refuses to an account that is connected, for whoever wanted to see something of it. */
export function refusedListing(cause: GitHubError, account: string): AppError {
  const passing = passingRefusal(cause, "GitHub");
  if (passing) return passing;
  if (cause.failure === "unauthorized")
    return new ConflictError(
      "CONNECTION_REFUSED",
      `GitHub no longer accepts the token of ${account}. An owner or admin can replace it under Settings, Connections.`,
      { cause },
    );
  return new ConflictError("PERMISSION_MISSING", `GitHub does not show this to the token of ${account}.`, { cause });
}
