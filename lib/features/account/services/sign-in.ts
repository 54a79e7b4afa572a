import "server-only";
import { safeNext } from "@/lib/platform/auth/safe-next";
import { forgive, signInRules, throttle } from "@/lib/platform/auth/throttle";
import type { RequestContext } from "@/lib/platform/db/db";
import { env } from "@/lib/platform/env/env";
import { ForbiddenError, NotFoundError, UnauthorizedError } from "@/lib/platform/errors/errors";
import { authCall, inEvenTime, sessionHeaders, throwIfDown } from "./auth-call";

export type SignedIn = { redirectTo: string; headers: Headers };
type SignIn = { email: string; password: string; next?: string | undefined };

/** @throws UnauthorizedError INVALID_CREDENTIALS for an unknown address and a wrong password alike; ForbiddenError EMAIL_UNVERIFIED; RateLimitError */
export async function signIn(input: SignIn, request: Request, context: RequestContext): Promise<SignedIn> {
  return await inEvenTime(async () => {
    const rules = signInRules(input.email, context.ip);
    await throttle(rules);
    const call = authCall(request, context);
    const { error } = await call.client.auth.signInWithPassword({ email: input.email, password: input.password });
    throwIfDown(error);
    if (error?.code === "email_not_confirmed") {
      throw new ForbiddenError("EMAIL_UNVERIFIED", "Confirm your e-mail address first. We can send the mail again.", {
        cause: error,
      });
    }
    if (error) throw new UnauthorizedError("INVALID_CREDENTIALS", "E-mail or password is wrong.", { cause: error });
    await forgive(rules);
    return { redirectTo: safeNext(input.next), headers: sessionHeaders(call) };
  });
}

export const demoEmail = "demo@atrium.local";

/** One click into the demo workspace. @throws NotFoundError where the demo is off */
export async function signInToDemo(request: Request, context: RequestContext): Promise<SignedIn> {
  const e = env();
  if (!e.demo) throw new NotFoundError();
  const call = authCall(request, context);
  const { error } = await call.client.auth.signInWithPassword({ email: demoEmail, password: e.demoPassword });
  throwIfDown(error);
  if (error)
    throw new NotFoundError("DEMO_MISSING", 'The demo account is not there. "npm run reset" brings it back.', {
      cause: error,
    });
  return { redirectTo: "/workspaces", headers: sessionHeaders(call) };
}

/** Ends the session on the server; a copied token is out with it. */
export async function signOut(
  scope: "local" | "others" | "global",
  request: Request,
  context: RequestContext,
): Promise<Headers> {
  const call = authCall(request, context);
  const { error } = await call.client.auth.signOut({ scope });
  if (error && error.status !== 401 && error.status !== 403 && error.status !== 404) throwIfDown(error);
  return sessionHeaders(call);
}
