import { ProviderError, type ProviderFailure } from "@/lib/platform/http/provider-error";

export type GitHubFailure = ProviderFailure | "sso_required";

/** GitHub did not do what it was asked. */
export class GitHubError extends ProviderError<GitHubFailure> {
  override readonly name = "GitHubError";
}
