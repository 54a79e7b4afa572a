export type HostFailure =
  | "unauthorized"
  | "forbidden"
  /** The account's plan, balance or quota does not allow it. */
  | "payment"
  | "not_found"
  | "conflict"
  | "rejected"
  | "rate_limited"
  | "unreachable"
  | "unexpected";

/** A host that runs projects did not do what it was asked. */
export class HostError extends Error {
  override readonly name = "HostError";
  /** What the refusal lists, such as files it was not given. */
  readonly named: readonly string[];
  constructor(
    readonly failure: HostFailure,
    /** The host's own words, for the log and for telling one refusal from another; never shown as they are. */
    readonly said: string = "",
    /** For `rate_limited`: when it may be tried again, as far as the host says. */
    readonly retryAt: Date | null = null,
    { named = [], ...options }: { cause?: unknown; named?: readonly string[] } = {},
  ) {
    super(`host: ${failure}${said === "" ? "" : ` (${said.slice(0, 300)})`}`, options);
    this.named = named;
  }
}
