import "server-only";
import { sha256 } from "@/lib/platform/crypto/crypto";
import { asService } from "@/lib/platform/db/service-role";
import { sendMail } from "@/lib/platform/email/send";
import { actionMail, listMail, type Mail } from "@/lib/platform/email/template";
import { env } from "@/lib/platform/env/env";
import { captureError } from "@/lib/platform/log/capture";
import { type DueNotification, notificationOutbox } from "../notification.outbox";
import { isMutable } from "../notification.rules";
import { unsubscribeUrl } from "./unsubscribe";

/** Longer than a mail can take; after it, another worker tries again. */
const claimSeconds = 600;
const peoplePerRound = 50;
const itemsPerMail = 20;
const note = "You can choose in your account settings what Atrium mails you about.";

/**
 * Sends one mail to each person who has news waiting. A batch that was sent but not noted as such is sent again with the
 * same idempotency key, which the provider recognises.
 */
export async function sendDigests(signal: AbortSignal): Promise<{ sent: number; failed: number }> {
  const e = env();
  const result = { sent: 0, failed: 0 };
  if (e.RESEND_API_KEY === undefined && !e.mailbox) return result;
  while (!signal.aborted) {
    const due = await asService((tx) => notificationOutbox(tx).claimDue(claimSeconds, peoplePerRound));
    if (due.length === 0) break;
    for (const batch of byPerson(due)) {
      const ids = batch.map((row) => row.id);
      try {
        await sendMail(toMail(batch, e.SITE_URL), `digest:${sha256([...ids].sort().join()).toString("hex")}`);
        await asService((tx) => notificationOutbox(tx).markMailed(ids));
        result.sent++;
      } catch (error) {
        // One person's mail must not hold up everybody else's; the claim runs out and it is tried again.
        captureError(error, { job: "notification.mail" });
        result.failed++;
      }
    }
  }
  return result;
}

function byPerson(rows: DueNotification[]): DueNotification[][] {
  const people = new Map<string, DueNotification[]>();
  for (const row of rows) people.set(row.userId, [...(people.get(row.userId) ?? []), row]);
  return [...people.values()];
}

function toMail(batch: DueNotification[], siteUrl: string): Mail {
  const mail = batch.length === 1 ? singleMail(batch, siteUrl) : digestMail(batch, siteUrl);
  const [first] = batch;
  if (!first || !batch.some((row) => isMutable(row.type))) return mail;
  return {
    ...mail,
    headers: {
      "List-Unsubscribe": `<${unsubscribeUrl(first.userId)}>`,
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    },
  };
}

function singleMail([row]: DueNotification[], siteUrl: string): Mail {
  if (!row) throw new Error("a batch has at least one notification");
  return actionMail(row.email, row.title, {
    lead: row.body || row.title,
    ...(row.href ? { action: "Open in Atrium", href: siteUrl + row.href } : {}),
    ...(isMutable(row.type) ? { note } : {}),
  });
}

function digestMail(batch: DueNotification[], siteUrl: string): Mail {
  const names = [...new Set(batch.map((row) => row.workspaceName).filter((name) => name !== null))];
  const place = names.length === 1 ? ` in ${names[0]}` : "";
  const items = batch.slice(0, itemsPerMail).map((row) => ({
    title: row.title,
    body: row.body,
    ...(row.href ? { href: siteUrl + row.href } : {}),
  }));
  const rest = batch.length - items.length;
  if (rest > 0) items.push({ title: `And ${rest} more in Atrium`, body: "", href: siteUrl });
  return listMail(batch[0]?.email ?? "", `${batch.length} updates${place}`, items, note);
}
