import { type NextRequest, NextResponse } from "next/server";
import { refreshSession } from "@/lib/platform/auth/refresh-session";
import { contentSecurityPolicy, securityHeaders } from "@/lib/platform/http/security-headers";

/**
 * Runs before every page and route: refreshes the session, sets the nonce and the security headers. Never decides what
 * somebody may do: several Next.js releases had ways around the proxy, so each handler checks for itself.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const nonce = btoa(crypto.randomUUID());
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("x-path", request.nextUrl.pathname);
  headers.set("content-security-policy", policy);
  const refreshed = request.nextUrl.pathname.startsWith("/supabase/")
    ? undefined
    : await refreshSession(request.cookies);
  if (refreshed) headers.set("cookie", refreshed.cookieHeader);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  for (const [name, value] of Object.entries(securityHeaders())) response.headers.set(name, value);
  for (const { name, value, options } of refreshed?.cookies ?? []) response.cookies.set(name, value, options);
  return response;
}

export const config = { matcher: ["/((?!_next/static|_next/image|icon.svg|favicon.ico).*)"] };
