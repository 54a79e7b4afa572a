import "server-only";
import { readCredentials } from "@/lib/platform/auth/credentials";
import { permissions, roleAllows } from "@/lib/platform/auth/permissions";
import { readVisitor, type Visitor } from "@/lib/platform/auth/visitor-token";
import type { Credentials, Entered, RequestContext } from "@/lib/platform/db/db";
import { env } from "@/lib/platform/env/env";
import { BadRequestError, ForbiddenError, NotFoundError, UnauthorizedError } from "@/lib/platform/errors/errors";
import { limitRequest, type RateClass } from "@/lib/platform/rate-limit/rate-limit";
import { type OriginRule, requireGrantedOrigin } from "./cross-origin";
import { requireContentType, requireOwnOrigin } from "./read-request";
import type { Access, Method } from "./registry";

type Guarded = {
  method: Method;
  permission: Access;
  body?: unknown;
  rawBody?: readonly string[];
  crossOrigin?: OriginRule;
};
type Arrival = {
  request: Request;
  context: RequestContext;
  params: Record<string, unknown>;
  granted: { origin?: string };
};

/**
 * What a request must show before its body is read: who sends it, from which page, not too often, and of what type.
 * @throws UnauthorizedError, ForbiddenError, RateLimitError, UnsupportedMediaTypeError
 */
export async function admit(
  route: Guarded,
  rateClass: RateClass,
  request: Request,
  context: RequestContext,
): Promise<{ credentials: Credentials | null; rate: Awaited<ReturnType<typeof limitRequest>> }> {
  const credentials =
    route.permission === "public" ? await readCredentials(request).catch(() => null) : await readCredentials(request);
  if (route.permission !== "public" && credentials === null) throw new UnauthorizedError();
  const isPersonal = route.permission === "self" || route.permission === "account";
  // A browser adds cookies by itself and never an Authorization header: only what rides on cookies can be forged by a page.
  const isBearer = credentials !== null && request.headers.has("authorization");
  if (isPersonal && isBearer) {
    throw new ForbiddenError(
      "SESSION_REQUIRED",
      "This needs a person signed in at Atrium itself; an API key or a token cannot do it.",
    );
  }
  if (route.method !== "GET" && !isBearer) requireOwnOrigin(request, env().SITE_URL);
  const rate = await limitRequest(rateClass, rateSubject(rateClass === "auth" ? null : credentials, context));
  if (route.method !== "GET" && (route.body || route.rawBody))
    requireContentType(request, route.rawBody ?? ["application/json"]);
  return { credentials, rate };
}

/** Whose requests are counted together. */
function rateSubject(credentials: Credentials | null, context: RequestContext): string {
  if (credentials === null) return `ip:${context.ip ?? "unknown"}`;
  return credentials.kind === "session"
    ? `user:${credentials.userId}`
    : `key:${credentials.hash.toString("hex", 0, 8)}`;
}

/**
 * What a request for a public route must show that pages of other origins may call. Who is signed in plays no part.
 * @throws ForbiddenError ORIGIN_NOT_ALLOWED, NotFoundError, RateLimitError, UnsupportedMediaTypeError
 */
export async function admitAnyOrigin(
  route: Guarded,
  rateClass: RateClass,
  arrival: Arrival,
): Promise<{ credentials: null; rate: Awaited<ReturnType<typeof limitRequest>> }> {
  const rate = await limitRequest(rateClass, rateSubject(null, arrival.context));
  await grantOrigin(route, arrival);
  if (route.method !== "GET" && route.body) requireContentType(arrival.request, ["application/json"]);
  return { credentials: null, rate };
}

/**
 * What a visitor's request must show: an origin that may ask, a session of this assistant, and not too often from one visitor,
 * one address or at one assistant. Cookies play no part, so no page can send one in somebody's name.
 * @throws UnauthorizedError, ForbiddenError, NotFoundError, RateLimitError, UnsupportedMediaTypeError
 */
export async function admitVisitor(
  route: Guarded,
  arrival: Arrival,
): Promise<{ visitor: Visitor; rate: Awaited<ReturnType<typeof limitRequest>> }> {
  const { request, context, params } = arrival;
  const isRead = route.method === "GET";
  // Counted before the token is looked at: trying tokens out costs as well.
  await limitRequest(isRead ? "visitor_ip_read" : "visitor_ip", rateSubject(null, context));
  // First, so that a page that may ask can read that its session is over.
  await grantOrigin(route, arrival);
  const visitor = await readVisitor(request, String(params.assistantKey));
  const rate = await limitRequest(isRead ? "visitor_read" : "visitor", `visitor:${visitor.visitorId}`);
  await limitRequest(isRead ? "assistant_read" : "assistant", `assistant:${visitor.assistantId}`);
  if (!isRead && route.body) requireContentType(request, ["application/json"]);
  return { visitor, rate };
}

async function grantOrigin({ crossOrigin, method }: Guarded, { request, params, granted }: Arrival): Promise<void> {
  if (!crossOrigin) return;
  const origin = await requireGrantedOrigin(crossOrigin, request, { isRead: method === "GET", params });
  if (origin !== null) granted.origin = origin;
}

/** Permission of the route against role and scopes. What the caller may not see does not exist. */
export function authorize(
  route: { permission: Access; allowDeletedWorkspace?: boolean },
  entered: Entered,
  asked: string | null,
): void {
  const { permission } = route;
  if (permission === "public" || permission === "self" || permission === "account" || permission === "visitor") return;
  const { workspace, caller } = entered;
  if (!workspace) {
    if (asked === null && caller.kind === "user") {
      throw new BadRequestError("WORKSPACE_REQUIRED", 'Say which workspace: add "?workspace=" with its id or address.');
    }
    throw new NotFoundError();
  }
  if (workspace.deleted && !(route.allowDeletedWorkspace && workspace.role === "owner")) throw new NotFoundError();
  if (caller.kind === "api_key" && !caller.scopes.includes(permission)) {
    throw new ForbiddenError("INSUFFICIENT_SCOPE", `This API key lacks the scope "${permission}".`, {
      details: { required: permission },
    });
  }
  if (!roleAllows(workspace.role, permission)) {
    throw new ForbiddenError(undefined, undefined, { details: { required: permissions[permission] } });
  }
}
