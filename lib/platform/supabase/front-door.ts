import "server-only";
import { signInRules, throttle } from "@/lib/platform/auth/throttle";
import { verifyAccessToken } from "@/lib/platform/auth/token";
import { runtime } from "@/lib/platform/db/runtime";
import { env } from "@/lib/platform/env/env";
import { BadRequestError, NotFoundError, UnauthorizedError } from "@/lib/platform/errors/errors";
import { clientIp } from "@/lib/platform/http/client-ip";
import { toAppError } from "@/lib/platform/http/define-route";
import { failureResponse } from "@/lib/platform/http/envelope";
import { readBytes } from "@/lib/platform/http/read-request";
import { newRequestId } from "@/lib/platform/http/request-id";
import { limitRequest } from "@/lib/platform/rate-limit/rate-limit";

const bodyLimitBytes = 1024 * 1024;
const storageLimitBytes = 50 * 1024 * 1024;
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
    await limitRequest(isAuth ? "auth" : request.method === "GET" ? "read" : "write", `supabase:${ip ?? "unknown"}`);
    await requireSoundBearer(request);
    const limit = url.pathname.startsWith("/storage/") ? storageLimitBytes : bodyLimitBytes;
    const bytes = request.method === "GET" || request.method === "HEAD" ? undefined : await readBytes(request, limit);
    if (isAuth && bytes && url.searchParams.get("grant_type") === "password")
      await throttle(signInRules(emailIn(bytes), ip));
    const headers = new Headers(request.headers);
    // Its own idea of who is local decides about admin mode; nothing a caller sends may speak to that.
    for (const name of ["cookie", "x-forwarded-for", "x-forwarded-host", "forwarded"]) headers.delete(name);
    const inner = new Request(new URL(url.pathname + url.search, e.SITE_URL), {
      method: request.method,
      headers,
      signal: AbortSignal.timeout(timeoutMs),
      ...(bytes && bytes.byteLength > 0 ? { body: Buffer.from(bytes) } : {}),
    });
    const answer = await lite.fetch(inner);
    const out = new Headers(answer.headers);
    // CORS is closed by default; lite would answer every origin.
    for (const name of [...out.keys()]) if (name.startsWith("access-control-")) out.delete(name);
    out.set("x-request-id", requestId);
    return new Response(answer.body, { status: answer.status, headers: out });
  } catch (cause) {
    return failureResponse(toAppError(cause), requestId);
  }
}

/** A bearer that is neither absent nor one of the two API keys has to be a token of ours. @throws UnauthorizedError */
async function requireSoundBearer(request: Request): Promise<void> {
  const header = request.headers.get("authorization");
  if (header === null) return;
  const token = /^Bearer\s+(\S+)$/i.exec(header)?.[1];
  if (token === undefined) throw new UnauthorizedError("TOKEN_INVALID", "The Authorization header cannot be read.");
  if (token === env().SUPABASE_PUBLISHABLE_KEY || token === env().SUPABASE_SECRET_KEY) return;
  await verifyAccessToken(token);
}

function emailIn(bytes: Uint8Array): string {
  try {
    const body: unknown = JSON.parse(new TextDecoder().decode(bytes));
    if (typeof body === "object" && body !== null && "email" in body && typeof body.email === "string")
      return body.email.trim().toLowerCase();
  } catch {
    // Falls through: unreadable means refused.
  }
  throw new BadRequestError("BAD_JSON", "The request body needs an e-mail address.");
}
