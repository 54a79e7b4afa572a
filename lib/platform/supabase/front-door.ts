import "server-only";
import { signInRules, throttle } from "@/lib/platform/auth/throttle";
import { verifyAccessToken } from "@/lib/platform/auth/token";
import { runtime } from "@/lib/platform/db/runtime";
import { env } from "@/lib/platform/env/env";
import {
  type AppError,
  BadRequestError,
  ForbiddenError,
  NotFoundError,
  ServiceUnavailableError,
  TimeoutError,
  UnauthorizedError,
} from "@/lib/platform/errors/errors";
import { clientIp } from "@/lib/platform/http/client-ip";
import { toAppError } from "@/lib/platform/http/define-route";
import { failureResponse } from "@/lib/platform/http/envelope";
import { readBytes } from "@/lib/platform/http/read-request";
import { newRequestId } from "@/lib/platform/http/request-id";
import { log } from "@/lib/platform/log/log";
import { limitRequest } from "@/lib/platform/rate-limit/rate-limit";

const bodyLimitBytes = 1024 * 1024;
const timeoutMs = 30_000;

/**
 * `/supabase/*` in the modes without a Supabase project. @supabase/lite has no rate limit, no body cap, no time-out, and
 * takes a forged token for an anonymous caller, so all four are refused here first.
 */
export async function handleSupabase(request: Request): Promise<Response> {
  const requestId = newRequestId();
  try {
    const { lite } = await runtime();
    if (!lite) throw new NotFoundError();
    const e = env();
    const ip = clientIp(request.headers, e.TRUSTED_PROXIES);
    const url = new URL(request.url);
    url.pathname = url.pathname.replace(/^\/supabase/, "");
    const isAuth = url.pathname.startsWith("/auth/v1/");
    const isHead = request.method === "HEAD";
    // Files have no door of their own: Atrium's API checks who may see each of them.
    if (!isAuth && !url.pathname.startsWith("/rest/v1/")) throw new NotFoundError();
    if (isAuth && request.method === "GET" && !readableAuth.test(url.pathname)) throw new NotFoundError();
    await limitRequest(isAuth ? "auth" : request.method === "GET" ? "read" : "write", `supabase:${ip ?? "unknown"}`);
    const isAdmin = await requireSoundBearer(request);
    // lite answers 500 to anybody else.
    if (url.pathname.startsWith("/auth/v1/admin/") && !isAdmin) throw new ForbiddenError();
    const bytes =
      request.method === "GET" || request.method === "HEAD" ? undefined : await readBytes(request, bodyLimitBytes);
    refuseReservedNames(url, bytes);
    const json = isAuth && bytes && isJson(request) ? readJson(bytes) : undefined;
    if (json !== undefined) requireTexts(json);
    if (isAuth && url.searchParams.get("grant_type") === "password") await throttle(signInRules(emailIn(json), ip));
    const headers = new Headers(request.headers);
    // Its own idea of who is local decides about admin mode; nothing a caller sends may speak to that.
    for (const name of ["cookie", "x-forwarded-for", "x-forwarded-host", "forwarded"]) headers.delete(name);
    const inner = new Request(new URL(url.pathname + url.search, e.SITE_URL), {
      // A failure of HEAD has no body to tell its kind by.
      method: isHead ? "GET" : request.method,
      headers,
      signal: AbortSignal.timeout(timeoutMs),
      ...(bytes && bytes.byteLength > 0 ? { body: Buffer.from(bytes) } : {}),
    });
    const answer = await lite.fetch(inner);
    if (answer.status >= 500) throw await failureOf(answer, { requestId, path: url.pathname });
    const out = new Headers(answer.headers);
    // CORS is closed by default; lite would answer every origin.
    for (const name of [...out.keys()]) if (name.startsWith("access-control-")) out.delete(name);
    out.set("x-request-id", requestId);
    return new Response(isHead ? null : answer.body, { status: answer.status, headers: out });
  } catch (cause) {
    return failureResponse(toAppError(cause), requestId);
  }
}

/**
 * How the Data API reports an error that neither the database nor the way to it caused (`dressDatabaseErrors` marks
 * those): its own parsers stumbled over the request.
 */
const stumbled = '{"code":"SUP",';

/** The message of a failure is the driver's or the library's own: it goes to the log, never to the client. */
async function failureOf(answer: Response, at: { requestId: string; path: string }): Promise<AppError> {
  const text = (await answer.text()).slice(0, 1000);
  if (text.startsWith(stumbled)) {
    log().info({ ...at, answer: text }, "supabase request not readable");
    return new BadRequestError("BAD_QUERY", "The Data API could not read this request.");
  }
  log().error({ ...at, status: answer.status, answer: text }, "supabase request failed");
  if (answer.status === 504) return new TimeoutError();
  if (answer.status === 503) return new ServiceUnavailableError();
  return toAppError(new Error(`Supabase answered ${answer.status}: ${text}`));
}

/**
 * A bearer that is neither absent nor one of the two API keys has to be a token of ours.
 * @returns whether it is the secret key
 * @throws UnauthorizedError
 */
async function requireSoundBearer(request: Request): Promise<boolean> {
  const header = request.headers.get("authorization");
  if (header === null) return false;
  const token = /^Bearer\s+(\S+)$/i.exec(header)?.[1];
  if (token === undefined) throw new UnauthorizedError("TOKEN_INVALID", "The Authorization header cannot be read.");
  if (token === env().SUPABASE_PUBLISHABLE_KEY || token === env().SUPABASE_SECRET_KEY)
    return token === env().SUPABASE_SECRET_KEY;
  await verifyAccessToken(token);
  return false;
}

/** Parameters whose value names columns too. */
const naming = /^(select|order|columns|on_conflict|(not\.)?(or|and))$|\.(or|and)$/;
const reserved = /(^|[^A-Za-z0-9_])(__proto__|constructor|prototype)(?![A-Za-z0-9_])/;
/**
 * lite collects conditions in plain objects under the names a caller writes; `?__proto__=neq.1` would change every object
 * of this process. No column of ours has such a name.
 * @throws BadRequestError
 */
function refuseReservedNames({ pathname, searchParams }: URL, bytes: Uint8Array | undefined): void {
  const names = [pathname];
  for (const [name, value] of searchParams) names.push(name, naming.test(name) ? value : "");
  if (names.some((name) => reserved.test(name)) || (bytes && hasReservedKey(bytes)))
    throw new BadRequestError("BAD_QUERY", "The Data API could not read this request.");
}

function hasReservedKey(bytes: Uint8Array): boolean {
  let isFound = false;
  try {
    JSON.parse(new TextDecoder().decode(bytes), (key, value: unknown) => {
      isFound ||= key === "__proto__";
      return value;
    });
  } catch {
    // What is no JSON is refused by whoever reads it as such.
    return false;
  }
  return isFound;
}

function isJson(request: Request): boolean {
  return /^application\/json\b/i.test(request.headers.get("content-type") ?? "");
}

/** @supabase/lite lets GET through to handlers that then fail on the body that is not there. */
const readableAuth = /^\/auth\/v1\/(user|settings|health|authorize|callback|verify|admin\/|\.well-known\/)/;

/** @throws BadRequestError: Auth of @supabase/lite answers 500 to JSON that does not parse or is no object */
function readJson(bytes: Uint8Array): Record<string, unknown> | undefined {
  if (bytes.byteLength === 0) return undefined;
  let body: unknown;
  try {
    body = JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw new BadRequestError("BAD_JSON", "The request body is not JSON.", { cause });
  }
  if (typeof body === "object" && body !== null && !Array.isArray(body)) return body as Record<string, unknown>;
  throw new BadRequestError("BAD_JSON", "The request body has to be a JSON object.");
}

const authTexts = ["email", "password", "phone", "token", "token_hash", "type", "refresh_token", "auth_code"];

/** It calls string methods on whatever stands there. @throws BadRequestError */
function requireTexts(body: Record<string, unknown>): void {
  const wrong = authTexts.find((name) => body[name] !== undefined && typeof body[name] !== "string");
  if (wrong !== undefined) throw new BadRequestError("BAD_VALUE", `"${wrong}" has to be a text.`);
}

/** @throws BadRequestError */
function emailIn(body: Record<string, unknown> | undefined): string {
  if (typeof body?.email === "string") return body.email.trim().toLowerCase();
  throw new BadRequestError("BAD_JSON", "The request body needs an e-mail address.");
}
