import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { MailView } from "@/components/mailbox/mail-view";
import { MailboxFrame } from "@/components/mailbox/mailbox-frame";
import { getMail } from "@/lib/platform/email/mailbox";
import { publicConfig } from "@/lib/platform/env/public-config";

export const metadata: Metadata = { title: "Mail" };

type Props = { params: Promise<{ id: string }> };

export default async function MailPage({ params }: Props) {
  const { id } = await params;
  if (!publicConfig().mailbox) notFound();
  // No loading.tsx may stand above this: it would send the status before this page knows it.
  const mail = await getMail(id);
  if (mail === undefined) notFound();
  return (
    <MailboxFrame>
      <MailView mail={mail} />
    </MailboxFrame>
  );
}
