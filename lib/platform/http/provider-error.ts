/** Ways in which a service outside does not do what it is asked. */
export type ProviderFailure =
  | "unauthorized"
  | "forbidden"
  | "not_found"
  | "conflict"
  | "rejected"
  | "rate_limited"
  | "unreachable"
  | "unexpected";

const byStatus: Record<number, ProviderFailure> = {
  401: "unauthorized",
  403: "forbidden",
  404: "not_found",
  409: "conflict",
  422: "rejected",
};

/** What a status stands for where the service says nothing better. A server error passes; asking again later is right. */
export const failureOfStatus = (status: number): ProviderFailure =>
  byStatus[status] ?? (status >= 500 ? "unreachable" : "unexpected");

/** A service outside did not do what it was asked. */
export abstract class ProviderError<Failure extends string> extends Error {
  constructor(
    readonly failure: Failure,
    /** Its own words, for the log and for telling one refusal from another; never shown as they are. */
    readonly said: string = "",
    /** For `rate_limited`: when it may be tried again, as far as it says. */
    readonly retryAt: Date | null = null,
    options: { cause?: unknown } = {},
  ) {
    super(`${failure}${said === "" ? "" : ` (${said.slice(0, 300)})`}`, options);
  }
}
