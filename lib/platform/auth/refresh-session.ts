import "server-only";
import { env } from "@/lib/platform/env/env";
import { log } from "@/lib/platform/log/log";
import { authClient, type CookieToSet } from "@/lib/platform/supabase/server-client";
import { parseCookies } from "./credentials";
import { readSessionCookie, serializeSessionCookie, sessionCookieName } from "./session-cookie";

const refreshBeforeSeconds = 60;

/**
 * Renews a session that is about to expire. For whoever meets the request first: the proxy for pages, `defineRoute` for
 * the API, which the proxy leaves alone.
 * @returns `Set-Cookie` values and the request's new `Cookie` header, or undefined when nothing had to change
 */
export async function refreshSession(
  request: Request,
): Promise<{ setCookies: string[]; cookieHeader: string } | undefined> {
  const { SITE_URL } = env();
  const values = parseCookies(request.headers.get("cookie"));
  const session = await readSessionCookie(sessionCookieName(SITE_URL), (name) => values.get(name));
  if (!session || session.expires_at - Date.now() / 1000 > refreshBeforeSeconds) return undefined;
  const cookies: CookieToSet[] = [];
  const client = authClient({
    getAll: () => [...values].map(([name, value]) => ({ name, value })),
    setAll: (list) => {
      for (const cookie of list) {
        cookies.push(cookie);
        if (cookie.value === "") values.delete(cookie.name);
        else values.set(cookie.name, cookie.value);
      }
    },
  });
  try {
    await client.auth.getSession();
  } catch (error) {
    // The old token is simply expired then; the page will ask to sign in.
    log().warn({ err: error }, "session refresh failed");
    return undefined;
  }
  if (cookies.length === 0) return undefined;
  return {
    setCookies: cookies.map((cookie) => serializeSessionCookie(SITE_URL, cookie)),
    cookieHeader: [...values].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("; "),
  };
}
