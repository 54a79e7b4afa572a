import { combineChunks, serializeCookieHeader } from "@supabase/ssr";
import { z } from "zod";
import { LRUCache } from "@/lib/shared/lru";

const session = z.object({ access_token: z.string(), refresh_token: z.string(), expires_at: z.number() });
export type CookieSession = z.infer<typeof session>;

/** `__Host-` binds the cookie to this exact host over HTTPS; browsers refuse the prefix on plain HTTP. */
export function sessionCookieName(siteUrl: string): string {
  return siteUrl.startsWith("https:") ? "__Host-atrium" : "atrium";
}

/** HttpOnly: no script in the browser needs the token, so none gets it. 30 days, as long as a refresh token is worth keeping. */
export function sessionCookieOptions(siteUrl: string) {
  return {
    path: "/",
    httpOnly: true,
    sameSite: "lax" as const,
    secure: siteUrl.startsWith("https:"),
    maxAge: 30 * 24 * 3600,
  };
}

/** One `Set-Cookie` value. @supabase/ssr insists on 400 days; an emptied cookie keeps the zero that removes it. */
export function serializeSessionCookie(
  siteUrl: string,
  { name, value, options }: { name: string; value: string; options: Record<string, unknown> },
): string {
  const ours = sessionCookieOptions(siteUrl);
  return serializeCookieHeader(name, value, { ...options, ...ours, maxAge: value === "" ? 0 : ours.maxAge });
}

/** What a cookie's text says does not change; a browser sends the same for an hour, and every request reads it twice. */
const read = new LRUCache<string, CookieSession>(500);

/** Reads the session @supabase/ssr keeps in (possibly several) cookies. Garbage is no session. */
export async function readSessionCookie(
  name: string,
  get: (cookie: string) => string | undefined,
): Promise<CookieSession | undefined> {
  const value = get(name) ?? (await combineChunks(name, async (chunk) => get(chunk) ?? null));
  if (!value) return undefined;
  const known = read.get(value);
  if (known) return known;
  try {
    const text = value.startsWith("base64-") ? Buffer.from(value.slice(7), "base64url").toString("utf8") : value;
    const parsed = session.parse(JSON.parse(text));
    read.set(value, parsed);
    return parsed;
  } catch {
    return undefined;
  }
}
