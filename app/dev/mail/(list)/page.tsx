import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { MailList } from "@/components/mailbox/mail-list";
import { MailboxFrame } from "@/components/mailbox/mailbox-frame";
import { listMails } from "@/lib/platform/email/mailbox";
import { publicConfig } from "@/lib/platform/env/public-config";

export const metadata: Metadata = { title: "Mailbox" };

export default async function MailboxPage() {
  if (!publicConfig().mailbox) notFound();
  const mails = await listMails();
  return (
    <MailboxFrame>
      <MailList mails={mails.map(({ id, to, subject, createdAt }) => ({ id, to, subject, createdAt }))} />
    </MailboxFrame>
  );
}
