import "server-only";
import { safeNext } from "@/lib/platform/auth/safe-next";
import type { RequestContext } from "@/lib/platform/db/db";
import { env } from "@/lib/platform/env/env";
import { publicConfig } from "@/lib/platform/env/public-config";
import { NotFoundError, OAuthError } from "@/lib/platform/errors/errors";
import { authCall, sessionHeaders, throwIfDown } from "./auth-call";
import { callbackUrl } from "./sign-up";

/** @throws NotFoundError when the provider is not configured on this installation */
export async function startOAuth(
  provider: "google" | "github",
  next: string | undefined,
  request: Request,
  context: RequestContext,
): Promise<Response> {
  if (!publicConfig().oauth[provider])
    throw new NotFoundError("PROVIDER_NOT_CONFIGURED", "Signing in with this provider is not set up here.");
  const call = authCall(request, context);
  const { data, error } = await call.client.auth.signInWithOAuth({
    provider,
    options: { redirectTo: callbackUrl(next), skipBrowserRedirect: true },
  });
  throwIfDown(error);
  if (error || !data.url) throw new OAuthError(undefined, undefined, { cause: error });
  const headers = sessionHeaders(call);
  headers.set("location", data.url);
  headers.set("cache-control", "private, no-store");
  return new Response(null, { status: 302, headers });
}

/** The provider's way back: trades the code for a session and goes on to `next`. Failures end on the sign-in page. */
export async function finishOAuth(request: Request, context: RequestContext): Promise<Response> {
  const url = new URL(request.url);
  const code = url.searchParams.get("code");
  const to = (path: string) => new URL(path, env().SITE_URL).toString();
  const headers = new Headers({ "cache-control": "private, no-store" });
  if (code === null) {
    headers.set("location", to("/sign-in?error=oauth"));
    return new Response(null, { status: 302, headers });
  }
  const call = authCall(request, context);
  const { error } = await call.client.auth.exchangeCodeForSession(code);
  if (!error) call.setCookies(headers);
  headers.set("location", error ? to("/sign-in?error=oauth") : to(safeNext(url.searchParams.get("next"))));
  return new Response(null, { status: 302, headers });
}
