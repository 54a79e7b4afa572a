import "server-only";
import type { SupabaseClient } from "@supabase/supabase-js";
import { parseCookies } from "@/lib/platform/auth/credentials";
import { serializeSessionCookie } from "@/lib/platform/auth/session-cookie";
import type { RequestContext } from "@/lib/platform/db/db";
import { env } from "@/lib/platform/env/env";
import { ServiceUnavailableError } from "@/lib/platform/errors/errors";
import { authClient, type CookieToSet } from "@/lib/platform/supabase/server-client";

/**
 * How long every answer about an account takes at least, in milliseconds. Looking a password up costs 60 ms when the
 * account exists and 2 when it does not; below this floor nobody can tell.
 */
const floorMs = 400;

export async function withFloor<T>(work: () => Promise<T>): Promise<T> {
  const floor = new Promise((resolve) => setTimeout(resolve, floorMs));
  try {
    return await work();
  } finally {
    await floor;
  }
}

export type AuthCall = { client: SupabaseClient; setCookies: (headers: Headers) => void };

/** Supabase Auth with this request's cookies; what it wants to set is collected for the response. */
export function authCall(request: Request, context: RequestContext): AuthCall {
  const jar = parseCookies(request.headers.get("cookie"));
  const collected = new Map<string, CookieToSet>();
  const client = authClient(
    {
      getAll: () => [...jar].map(([name, value]) => ({ name, value })),
      setAll: (list) => {
        for (const cookie of list) {
          collected.set(cookie.name, cookie);
          jar.set(cookie.name, cookie.value);
        }
      },
    },
    context.ip,
  );
  return {
    client,
    setCookies: (headers) => {
      for (const cookie of collected.values())
        headers.append("set-cookie", serializeSessionCookie(env().SITE_URL, cookie));
    },
  };
}

/** Headers of a response that sets a session. */
export function sessionHeaders(call: AuthCall): Headers {
  const headers = new Headers();
  call.setCookies(headers);
  return headers;
}

type AuthFailure = { status?: number | undefined; code?: string | undefined; message: string };

/** An outage of Supabase Auth must not read as "wrong password". @throws ServiceUnavailableError */
export function throwIfDown(error: AuthFailure | null): void {
  if (error && (error.status === undefined || error.status === 0 || error.status >= 500)) {
    throw new ServiceUnavailableError(
      "AUTH_UNAVAILABLE",
      "Signing in is not possible right now. Try again in a moment.",
      { cause: error },
    );
  }
}
