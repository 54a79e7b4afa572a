import "server-only";
import type { App } from "@supabase/lite";
import { sendMailSoon } from "@/lib/platform/email/send";
import { actionMail } from "@/lib/platform/email/template";
import { authMailsMuted, mailNext } from "./mail-next";

type Mailer = NonNullable<App["_mailer"]>;

/**
 * Supabase Auth's mails in our words, linking to our confirmation page. The page asks for a click before it redeems the
 * token: mail scanners open links, and a token spent by a scanner locks the person out (supabase/auth#1214).
 */
export function authMailer(siteUrl: string): Mailer {
  const link = (tokenHash: string, type: string) => {
    const url = new URL("/auth/confirm", siteUrl);
    url.searchParams.set("token_hash", tokenHash);
    url.searchParams.set("type", type);
    const next = mailNext();
    if (next) url.searchParams.set("next", next);
    return url.toString();
  };
  return {
    sendConfirmation: async (email, token, _otp, meta) =>
      authMailsMuted()
        ? undefined
        : sendMailSoon(
            actionMail(email, "Confirm your e-mail address", {
              lead: "Welcome to Atrium. Confirm this address to finish signing up.",
              action: "Confirm e-mail",
              href: link(meta?.tokenHash ?? token, "signup"),
              note: "The link works once, for one hour. If you did not sign up, ignore this mail.",
            }),
          ),
    sendRecovery: async (email, token, _otp, meta) =>
      sendMailSoon(
        actionMail(email, "Choose a new password", {
          lead: "Somebody, hopefully you, asked for a new password for your Atrium account.",
          action: "Choose a new password",
          href: link(meta?.tokenHash ?? token, "recovery"),
          note: "The link works once, for one hour. If it was not you, ignore this mail: your password stays as it is.",
        }),
      ),
    sendMagicLink: async (email, token, _otp, meta) =>
      sendMailSoon(
        actionMail(email, "Your sign-in link", {
          lead: "Use this link to sign in to Atrium.",
          action: "Sign in",
          href: link(meta?.tokenHash ?? token, "magiclink"),
          note: "The link works once, for one hour. If you did not ask for it, ignore this mail.",
        }),
      ),
    sendEmailChange: async (email, token, _otp, meta) =>
      sendMailSoon(
        actionMail(email, "Confirm your new e-mail address", {
          lead: `Your Atrium account is about to use ${meta?.newEmail ?? "this address"}.`,
          action: "Confirm the change",
          href: link(meta?.tokenHash ?? token, "email_change"),
          note: "The link works once, for one hour.",
        }),
      ),
    sendReauthentication: async (email, otp) =>
      sendMailSoon(
        actionMail(email, "Your confirmation code", {
          lead: `Your code is ${otp}.`,
          note: "It works for one hour. If you did not ask for it, change your password.",
        }),
      ),
  };
}
