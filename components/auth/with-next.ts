/** Keeps the way back through every auth page. */
export function withNext(
  path: string,
  next: string | undefined,
  extra: Record<string, string | undefined> = {},
): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries({ next, ...extra })) if (value) params.set(key, value);
  const search = params.toString();
  return search === "" ? path : `${path}?${search}`;
}

export type AuthParams = {
  next: string | undefined;
  /** Masked address an invitation was sent to. */
  hint: string | undefined;
};

type Raw = Record<string, string | string[] | undefined>;

export function single(params: Raw, name: string): string | undefined {
  const value = params[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

export function authParams(params: Raw): AuthParams {
  return { next: single(params, "next"), hint: single(params, "for") };
}
