import "server-only";
import { env } from "@/lib/platform/env/env";
import { ForbiddenError } from "@/lib/platform/errors/errors";

/** Whether pages of an origin may call this address. Throws NotFoundError where there is nothing to call. */
export type OriginRule = (params: Record<string, unknown>, origin: string) => Promise<boolean>;

/** What a page of another origin may read beside the body. */
const exposed = "ratelimit, ratelimit-policy, retry-after, x-request-id";

/**
 * The other origin whose page asks, once the rule has let it in; null for our own pages and, where nothing is written, for
 * programs and pages that send no origin.
 * @throws ForbiddenError ORIGIN_NOT_ALLOWED; whatever the rule throws
 */
export async function requireGrantedOrigin(
  rule: OriginRule,
  request: Request,
  { isRead, params }: { isRead: boolean; params: Record<string, unknown> },
): Promise<string | null> {
  const origin = request.headers.get("origin");
  if (origin === new URL(env().SITE_URL).origin || (isRead && origin === null)) return null;
  if (origin === null || !(await rule(params, origin)))
    throw new ForbiddenError(
      "ORIGIN_NOT_ALLOWED",
      "This website may not use the assistant. Its owner has to add the address to the assistant's settings.",
    );
  return origin;
}

/** The exact origin and never a wildcard; no credentials, because cookies play no part. */
export function markCrossOrigin(headers: Headers, origin: string | undefined): void {
  headers.append("vary", "Origin");
  if (origin === undefined) return;
  headers.set("access-control-allow-origin", origin);
  headers.set("access-control-expose-headers", exposed);
}
