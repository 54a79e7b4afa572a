import "server-only";
import { createServerClient } from "@supabase/ssr";
import { createClient, type SupabaseClient } from "@supabase/supabase-js";
import WebSocket from "ws";
import { sessionCookieName, sessionCookieOptions } from "@/lib/platform/auth/session-cookie";
import { runtime } from "@/lib/platform/db/runtime";
import { env } from "@/lib/platform/env/env";

export type CookieToSet = { name: string; value: string; options: Record<string, unknown> };
type CookieStore = { getAll: () => { name: string; value: string }[]; setAll: (cookies: CookieToSet[]) => void };

const timeoutMs = 10_000;

/** In embedded and postgres mode the call stays in this process and opens no socket. */
async function supabaseFetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const request = new Request(input, { ...init, signal: init?.signal ?? AbortSignal.timeout(timeoutMs) });
  const { lite } = await runtime();
  if (!lite) return await fetch(request);
  // Mounted under /supabase for the outside; inside, lite sees its own paths.
  const url = new URL(request.url);
  url.pathname = url.pathname.replace(/^\/supabase/, "");
  return await lite.fetch(new Request(url, request));
}

function address(): string {
  const e = env();
  return e.SUPABASE_URL ?? `${e.SITE_URL}/supabase`;
}

/**
 * Supabase Auth on behalf of one browser. PKCE; the session lives in HttpOnly cookies that only this server reads.
 * `ip` reaches hosted Auth's own rate limits, which would otherwise count all our users as one.
 */
export function authClient(cookies: CookieStore, ip: string | null = null): SupabaseClient {
  const e = env();
  const key = ip !== null && e.mode === "supabase" ? e.SUPABASE_SECRET_KEY : e.SUPABASE_PUBLISHABLE_KEY;
  return createServerClient(address(), key, {
    cookieOptions: { name: sessionCookieName(e.SITE_URL), ...sessionCookieOptions(e.SITE_URL) },
    cookies: {
      getAll: cookies.getAll,
      setAll: (list) =>
        cookies.setAll(list.map(({ name, value, options }) => ({ name, value, options: { ...options } }))),
    },
    global: {
      fetch: supabaseFetch,
      ...(ip !== null && e.mode === "supabase" ? { headers: { "sb-forwarded-for": ip } } : {}),
    },
    realtime: { transport: WebSocket as never },
  });
}

/** Supabase Storage with the secret key, past its policies. Callers take the workspace from the verified request. */
export function storageClient(): SupabaseClient["storage"] {
  const e = env();
  return createClient(address(), e.SUPABASE_SECRET_KEY, {
    auth: { persistSession: false, autoRefreshToken: false },
    global: { fetch: supabaseFetch },
    realtime: { transport: WebSocket as never },
  }).storage;
}
