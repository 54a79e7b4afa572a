import "server-only";
import { env } from "@/lib/platform/env/env";
import { log } from "@/lib/platform/log/log";
import { authClient, type CookieToSet } from "@/lib/platform/supabase/server-client";
import { readSessionCookie, sessionCookieName } from "./session-cookie";

type Jar = { get(name: string): { value: string } | undefined; getAll(): { name: string; value: string }[] };

const refreshBeforeSeconds = 60;

/** Renews a session that is about to expire. @returns the new cookies, or undefined when nothing had to change */
export async function refreshSession(jar: Jar): Promise<{ cookies: CookieToSet[]; cookieHeader: string } | undefined> {
  const session = await readSessionCookie(sessionCookieName(env().SITE_URL), (name) => jar.get(name)?.value);
  if (!session || session.expires_at - Date.now() / 1000 > refreshBeforeSeconds) return undefined;
  const values = new Map(jar.getAll().map(({ name, value }) => [name, value]));
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
    cookies,
    cookieHeader: [...values].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("; "),
  };
}
