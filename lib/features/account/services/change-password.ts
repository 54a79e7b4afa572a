import "server-only";
import { parseCookies } from "@/lib/platform/auth/credentials";
import { readSessionCookie, sessionCookieName } from "@/lib/platform/auth/session-cookie";
import { signInRules, throttle } from "@/lib/platform/auth/throttle";
import { verifyAccessToken } from "@/lib/platform/auth/token";
import { now } from "@/lib/platform/clock/clock";
import type { RequestContext } from "@/lib/platform/db/db";
import { authClient } from "@/lib/platform/supabase/server-client";
import { sendMailSoon } from "@/lib/platform/email/send";
import { actionMail } from "@/lib/platform/email/template";
import { env } from "@/lib/platform/env/env";
import { ForbiddenError, UnauthorizedError, ValidationError } from "@/lib/platform/errors/errors";
import { authCall, sessionHeaders, throwIfDown } from "./auth-call";
import { refuseCommonPassword } from "./common-passwords";

type Person = { email: string };
const recoveryMinutes = 10;

/** Checks a password without touching the caller's session. @throws ForbiddenError WRONG_PASSWORD, RateLimitError */
export async function confirmPassword(person: Person, password: string, context: RequestContext): Promise<void> {
  await throttle(signInRules(person.email, context.ip));
  const nowhere = authClient({ getAll: () => [], setAll: () => {} }, context.ip);
  const { error, data } = await nowhere.auth.signInWithPassword({ email: person.email, password });
  throwIfDown(error);
  if (error || !data.session) {
    throw new ForbiddenError("WRONG_PASSWORD", "The current password is wrong.", { details: { fields: { currentPassword: "This password is wrong" } } });
  }
  await nowhere.auth.signOut({ scope: "local" });
}

/** Did this session begin with a link from the mailbox, a few minutes ago? */
async function cameFromLink(request: Request): Promise<boolean> {
  const cookies = parseCookies(request.headers.get("cookie"));
  const session = await readSessionCookie(sessionCookieName(env().SITE_URL), (name) => cookies.get(name));
  if (!session) throw new UnauthorizedError();
  const { amr } = await verifyAccessToken(session.access_token);
  const cutoff = now().getTime() / 1000 - recoveryMinutes * 60;
  return (amr ?? []).some(({ method, timestamp }) => (method === "recovery" || method === "otp") && timestamp >= cutoff);
}

/**
 * Sets a new password and ends every other session.
 * @throws ForbiddenError PASSWORD_REQUIRED or WRONG_PASSWORD, ValidationError for a common password
 */
export async function changePassword(
  person: Person,
  input: { password: string; currentPassword?: string | undefined },
  request: Request,
  context: RequestContext,
): Promise<Headers> {
  refuseCommonPassword(input.password, person.email);
  if (input.currentPassword !== undefined) await confirmPassword(person, input.currentPassword, context);
  else if (!(await cameFromLink(request))) {
    throw new ForbiddenError("PASSWORD_REQUIRED", "Enter your current password.", { details: { fields: { currentPassword: "Enter your current password" } } });
  }
  const call = authCall(request, context);
  const { error } = await call.client.auth.updateUser({ password: input.password });
  throwIfDown(error);
  if (error) throw new ValidationError("PASSWORD_REFUSED", "Choose another password.", { details: { fields: { password: error.message } }, cause: error });
  await call.client.auth.signOut({ scope: "others" });
  sendMailSoon(
    actionMail(person.email, "Your password was changed", {
      lead: "The password of your Atrium account was just changed, and every other session was ended.",
      note: "If this was not you, choose a new password at once with \"Forgot password\" on the sign-in page.",
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
  const { error } = await client.auth.updateUser({ email: input.email }, { emailRedirectTo: new URL("/auth/callback?next=/account", env().SITE_URL).toString() });
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
