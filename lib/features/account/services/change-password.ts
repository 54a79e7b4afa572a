import "server-only";
import { signInRules, throttle } from "@/lib/platform/auth/throttle";
import type { RequestContext } from "@/lib/platform/db/db";
import { sendMailSoon } from "@/lib/platform/email/send";
import { actionMail } from "@/lib/platform/email/template";
import { env } from "@/lib/platform/env/env";
import { ForbiddenError, ValidationError } from "@/lib/platform/errors/errors";
import { withMailNext } from "@/lib/platform/supabase/mail-next";
import { authClient } from "@/lib/platform/supabase/server-client";
import { authCall, sessionHeaders, throwIfDown } from "./auth-call";
import { refuseCommonPassword } from "./common-passwords";

import { holdsRecoveryProof } from "./recovery-proof";

type Person = { email: string };

/** Checks a password without touching the caller's session. @throws ForbiddenError WRONG_PASSWORD, RateLimitError */
export async function confirmPassword(person: Person, password: string, context: RequestContext): Promise<void> {
  await throttle(signInRules(person.email, context.ip));
  const nowhere = authClient({ getAll: () => [], setAll: () => {} }, context.ip);
  const { error, data } = await nowhere.auth.signInWithPassword({ email: person.email, password });
  throwIfDown(error);
  if (error || !data.session) {
    throw new ForbiddenError("WRONG_PASSWORD", "The current password is wrong.", {
      details: { fields: { currentPassword: "This password is wrong" } },
    });
  }
  await nowhere.auth.signOut({ scope: "local" });
}

/**
 * Sets a new password and ends every other session.
 * @throws ForbiddenError PASSWORD_REQUIRED or WRONG_PASSWORD, ValidationError for a common password
 */
export async function changePassword(
  person: Person & { sessionId: string },
  input: { password: string; currentPassword?: string | undefined },
  request: Request,
  context: RequestContext,
): Promise<Headers> {
  refuseCommonPassword(input.password, person.email);
  if (input.currentPassword !== undefined) await confirmPassword(person, input.currentPassword, context);
  else if (!holdsRecoveryProof(request, person.sessionId)) {
    throw new ForbiddenError("PASSWORD_REQUIRED", "Enter your current password.", {
      details: { fields: { currentPassword: "Enter your current password" } },
    });
  }
  const call = authCall(request, context);
  const { error } = await call.client.auth.updateUser({ password: input.password });
  throwIfDown(error);
  if (error)
    throw new ValidationError("PASSWORD_REFUSED", "Choose another password.", {
      details: { fields: { password: error.message } },
      cause: error,
    });
  await call.client.auth.signOut({ scope: "others" });
  sendMailSoon(
    actionMail(person.email, "Your password was changed", {
      lead: "The password of your Atrium account was just changed, and every other session was ended.",
      note: 'If this was not you, choose a new password at once with "Forgot password" on the sign-in page.',
    }),
  );
  return sessionHeaders(call);
}

/** Starts the change of address; the new one has to confirm. @throws ForbiddenError WRONG_PASSWORD */
export async function changeEmail(
  person: Person,
  input: { email: string; currentPassword: string },
  request: Request,
  context: RequestContext,
): Promise<{ email: string }> {
  await confirmPassword(person, input.currentPassword, context);
  const { client } = authCall(request, context);
  const { error } = await withMailNext("/account", () =>
    client.auth.updateUser(
      { email: input.email },
      { emailRedirectTo: new URL("/auth/callback?next=/account", env().SITE_URL).toString() },
    ),
  );
  throwIfDown(error);
  // An address that belongs to somebody else must look like success, too.
  sendMailSoon(
    actionMail(person.email, "Your e-mail address is about to change", {
      lead: `Somebody asked to move your Atrium account to another address. It changes once that address confirms.`,
      note: "If this was not you, change your password now.",
    }),
  );
  return { email: input.email };
}
