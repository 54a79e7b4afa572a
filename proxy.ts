import { type NextRequest, NextResponse } from "next/server";
import { refreshSession } from "@/lib/platform/auth/refresh-session";
import { limitPage } from "@/lib/platform/http/limit-pages";
import { contentSecurityPolicy } from "@/lib/platform/http/security-headers";

/** Pages that cost a database and a rendering, and that anybody may ask for without an account. */
const isCounted = (path: string): boolean => path.startsWith("/p/");

/**
 * Runs before every page: refreshes the session, sets the nonce, and counts who asks for public pages. Never decides what
 * somebody may do: several Next.js releases had ways around the proxy, so each handler checks for itself. The API and the
 * doors of Supabase do without: small answers cost a third more with it (docs/adr/0007-speed.md). So does what clients' websites
 * load: it knows nobody who is signed in, and the frame of the chat brings a policy of its own.
 */
export async function proxy(request: NextRequest): Promise<Response> {
  const refused = isCounted(request.nextUrl.pathname) ? await limitPage(request.headers) : undefined;
  if (refused) return refused;
  const nonce = btoa(crypto.randomUUID());
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("x-path", request.nextUrl.pathname);
  headers.set("content-security-policy", policy);
  const refreshed = await refreshSession(request);
  if (refreshed) headers.set("cookie", refreshed.cookieHeader);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  for (const cookie of refreshed?.setCookies ?? []) response.headers.append("set-cookie", cookie);
  return response;
}

export const config = {
  matcher: ["/((?!_next/static|_next/image|icon.svg|favicon.ico|api/|supabase/|embed/|embed-app/|w/|widget.js).*)"],
};
