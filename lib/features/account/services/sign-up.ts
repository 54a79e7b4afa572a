import "server-only";
import { safeNext } from "@/lib/platform/auth/safe-next";
import { mailRules, throttle } from "@/lib/platform/auth/throttle";
import type { RequestContext } from "@/lib/platform/db/db";
import { asService } from "@/lib/platform/db/service-role";
import { sendMailSoon } from "@/lib/platform/email/send";
import { actionMail } from "@/lib/platform/email/template";
import { env } from "@/lib/platform/env/env";
import { ValidationError } from "@/lib/platform/errors/errors";
import { withMailNext } from "@/lib/platform/supabase/mail-next";
import { authCall, inEvenTime, throwIfDown } from "./auth-call";
import { refuseCommonPassword } from "./common-passwords";

type SignUp = { email: string; password: string; displayName: string; next?: string | undefined };

/** Where Supabase Auth's mails should lead back to, once confirmed. */
export function callbackUrl(next: string | undefined): string {
  const url = new URL("/auth/callback", env().SITE_URL);
  const path = safeNext(next, "");
  if (path) url.searchParams.set("next", path);
  return url.toString();
}

async function isTaken(email: string): Promise<boolean> {
  const row = await asService((tx) =>
    tx.selectFrom("profiles").select("email_verified_at").where("email", "=", email).executeTakeFirst(),
  );
  return row !== undefined && row.email_verified_at !== null;
}

/**
 * Creates an account that waits for its confirmation mail. Answers the same for an address that already has one; its
 * owner gets a notice instead.
 * @throws ValidationError for a common password, RateLimitError, ServiceUnavailableError
 */
export async function signUp(input: SignUp, request: Request, context: RequestContext): Promise<{ email: string }> {
  refuseCommonPassword(input.password, input.email);
  return await inEvenTime(async () => {
    await throttle(mailRules("sign-up", input.email, context.ip));
    if (await isTaken(input.email)) {
      sendMailSoon(
        actionMail(input.email, "You already have an account", {
          lead: "Somebody, perhaps you, tried to sign up for Atrium with this address. There is an account already.",
          action: "Sign in",
          href: new URL("/sign-in", env().SITE_URL).toString(),
          note: "Forgot the password? The sign-in page has a link for that. If it was not you, there is nothing to do.",
        }),
      );
      return { email: input.email };
    }
    const { client } = authCall(request, context);
    const { error } = await withMailNext(safeNext(input.next, ""), () =>
      client.auth.signUp({
        email: input.email,
        password: input.password,
        options: { data: { display_name: input.displayName }, emailRedirectTo: callbackUrl(input.next) },
      }),
    );
    throwIfDown(error);
    if (error?.code === "weak_password") {
      throw new ValidationError("PASSWORD_TOO_WEAK", "Choose a stronger password.", {
        details: { fields: { password: error.message } },
        cause: error,
      });
    }
    // Anything else (an unconfirmed account asked again too soon) must look like success.
    return { email: input.email };
  });
}
