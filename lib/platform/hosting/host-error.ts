import { ProviderError, type ProviderFailure } from "@/lib/platform/http/provider-error";

/** `payment`: the account's plan, balance or quota does not allow it. */
export type HostFailure = ProviderFailure | "payment";

/** A host that runs projects did not do what it was asked. */
export class HostError extends ProviderError<HostFailure> {
  override readonly name = "HostError";
  /** What the refusal lists, such as files it was not given. */
  readonly named: readonly string[];
  constructor(
    failure: HostFailure,
    said = "",
    retryAt: Date | null = null,
    { named = [], ...options }: { cause?: unknown; named?: readonly string[] } = {},
  ) {
    super(failure, said, retryAt, options);
    this.named = named;
  }
}
