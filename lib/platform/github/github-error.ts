export type GitHubFailure =
  | "unauthorized"
  | "forbidden"
  | "sso_required"
  | "not_found"
  | "conflict"
  | "rejected"
  | "rate_limited"
  | "unreachable"
  | "unexpected";

/** GitHub did not do what it was asked. */
export class GitHubError extends Error {
  override readonly name = "GitHubError";
  constructor(
    readonly failure: GitHubFailure,
    /** GitHub's own words, for the log and for telling one 422 from another; never shown as they are. */
    readonly said: string = "",
    /** For `rate_limited`: when it may be tried again, as far as GitHub says. */
    readonly retryAt: Date | null = null,
    options: { cause?: unknown } = {},
  ) {
    super(`GitHub: ${failure}${said === "" ? "" : ` (${said.slice(0, 300)})`}`, options);
  }
}
