import "server-only";
import type { AuthError, EmailOtpType } from "@supabase/supabase-js";
import { safeNext } from "@/lib/platform/auth/safe-next";
import { mailRules, throttle } from "@/lib/platform/auth/throttle";
import type { RequestContext } from "@/lib/platform/db/db";
import { GoneError } from "@/lib/platform/errors/errors";
import { withMailNext } from "@/lib/platform/supabase/mail-next";
import { authCall, inEvenTime, sessionHeaders, throwIfDown } from "./auth-call";
import { recoveryProof } from "./recovery-proof";
import type { SignedIn } from "./sign-in";
import { callbackUrl } from "./sign-up";

type Ask = { email: string; next?: string | undefined };

/** Sends one of Supabase Auth's links. The answer is the same whether the address has an account or not. */
async function ask(
  purpose: "recover" | "magic-link" | "resend",
  input: Ask,
  request: Request,
  context: RequestContext,
): Promise<{ email: string }> {
  return await inEvenTime(async () => {
    await throttle(mailRules(purpose, input.email, context.ip));
    const { client } = authCall(request, context);
    const next = purpose === "recover" ? "/reset-password" : input.next;
    const redirectTo = callbackUrl(next);
    const send: Record<typeof purpose, () => Promise<{ error: AuthError | null }>> = {
      recover: () => client.auth.resetPasswordForEmail(input.email, { redirectTo }),
      "magic-link": () =>
        client.auth.signInWithOtp({
          email: input.email,
          options: { shouldCreateUser: false, emailRedirectTo: redirectTo },
        }),
      resend: () =>
        client.auth.resend({ type: "signup", email: input.email, options: { emailRedirectTo: redirectTo } }),
    };
    const { error } = await withMailNext(safeNext(next, ""), send[purpose]);
    throwIfDown(error);
    return { email: input.email };
  });
}

export const sendRecovery = (input: Ask, request: Request, context: RequestContext) =>
  ask("recover", input, request, context);
export const sendMagicLink = (input: Ask, request: Request, context: RequestContext) =>
  ask("magic-link", input, request, context);
export const resendConfirmation = (input: Ask, request: Request, context: RequestContext) =>
  ask("resend", input, request, context);

type Verify = { tokenHash: string; type: EmailOtpType; next?: string | undefined };

/** Redeems a mailed link once. @throws GoneError LINK_INVALID when it was used, replaced or is older than an hour */
export async function verifyLink(input: Verify, request: Request, context: RequestContext): Promise<SignedIn> {
  await throttle([{ name: "verify:ip", subject: context.ip ?? "unknown", limit: 120, windowSeconds: 900 }]);
  const call = authCall(request, context);
  const { data, error } = await call.client.auth.verifyOtp({ token_hash: input.tokenHash, type: input.type });
  throwIfDown(error);
  if (error)
    throw new GoneError("LINK_INVALID", "This link was used already or has expired. Ask for a new one.", {
      cause: error,
    });
  const fallback = input.type === "recovery" ? "/reset-password" : "/workspaces";
  const headers = sessionHeaders(call);
  if (input.type === "recovery" && data.session)
    headers.append("set-cookie", await recoveryProof(data.session.access_token));
  return { redirectTo: safeNext(input.next, fallback), headers };
}
