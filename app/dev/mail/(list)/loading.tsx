import { MailboxFrame } from "@/components/mailbox/mailbox-frame";
import { PageSkeleton } from "@/components/patterns/skeletons";

export default function Loading() {
  return (
    <MailboxFrame>
      <PageSkeleton />
    </MailboxFrame>
  );
}
