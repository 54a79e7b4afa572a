import "server-only";
import { Resend } from "resend";
import { env } from "@/lib/platform/env/env";
import { ExternalApiError, ServiceUnavailableError } from "@/lib/platform/errors/errors";
import { log } from "@/lib/platform/log/log";
import { storeMail } from "./mailbox";
import type { Mail } from "./template";

const timeoutMs = 10_000;
const pending = new Set<Promise<void>>();

/**
 * Hands one mail to Resend, or to the mailbox page when Resend is not configured.
 * `idempotencyKey` keeps a retried job from sending twice (Resend remembers keys for 24 hours).
 * @throws ExternalApiError when Resend refuses or hangs, ServiceUnavailableError when no way to send exists
 */
export async function sendMail(mail: Mail, idempotencyKey?: string): Promise<void> {
  const e = env();
  if (e.RESEND_API_KEY === undefined) {
    if (!e.mailbox)
      throw new ServiceUnavailableError("MAIL_NOT_CONFIGURED", "Mail is not set up on this installation.");
    await storeMail(mail);
    return;
  }
  const client = new Resend(e.RESEND_API_KEY, e.RESEND_BASE_URL ? { baseUrl: e.RESEND_BASE_URL } : {});
  const timeout = new Promise<never>((_, reject) => {
    setTimeout(
      () => reject(new ExternalApiError("MAIL_TIMEOUT", "The mail provider did not answer.")),
      timeoutMs,
    ).unref();
  });
  const sent = client.emails.send(
    {
      from: e.MAIL_FROM,
      to: mail.to,
      subject: mail.subject,
      text: mail.text,
      html: mail.html,
      ...(mail.headers ? { headers: mail.headers } : {}),
    },
    idempotencyKey ? { idempotencyKey } : {},
  );
  const { error } = await Promise.race([sent, timeout]);
  if (error) throw new ExternalApiError("MAIL_REFUSED", "The mail provider refused the message.", { cause: error });
}

/**
 * Sends without making the caller wait: how long a mail takes must not tell whether an account exists, and Supabase Auth
 * may hold the database while it asks for one.
 */
export function sendMailSoon(mail: Mail): void {
  const work = sendMail(mail)
    .catch((error: unknown) => log().error({ err: error, subject: mail.subject }, "mail not sent"))
    .finally(() => pending.delete(work));
  pending.add(work);
}

/** Resolves when no mail is on its way; for shutdown and tests. */
export async function mailsSettled(): Promise<void> {
  while (pending.size > 0) await Promise.all(pending);
}
