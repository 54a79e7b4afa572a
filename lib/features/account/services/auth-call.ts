import "server-only";
import type { SupabaseClient } from "@supabase/supabase-js";
import { parseCookies } from "@/lib/platform/auth/credentials";
import { serializeSessionCookie } from "@/lib/platform/auth/session-cookie";
import { ticks } from "@/lib/platform/clock/clock";
import type { RequestContext } from "@/lib/platform/db/db";
import { env } from "@/lib/platform/env/env";
import { ServiceUnavailableError } from "@/lib/platform/errors/errors";
import { authClient, type CookieToSet } from "@/lib/platform/supabase/server-client";

/**
 * Answers about an account leave at whole multiples of this time after the question, in milliseconds. Looking a password
 * up costs 60 ms when the account exists and 2 when it does not; nobody can tell below one step, and a busy server, where
 * the work outlasts it, shows whole steps and not the work.
 */
const stepMs = 400;

/** Runs `work`; its result or its error is held back until the next whole step. */
export async function inEvenTime<T>(work: () => Promise<T>): Promise<T> {
  const started = ticks();
  try {
    return await work();
  } finally {
    const took = ticks() - started;
    await new Promise((resolve) => setTimeout(resolve, Math.ceil(took / stepMs || 1) * stepMs - took));
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
