import type { Metadata } from "next";
import { AuthCard } from "@/components/auth/auth-card";
import { CheckInbox } from "@/components/auth/check-inbox";
import { authParams, single, withNext } from "@/components/auth/with-next";
import { TextLink } from "@/components/ui/links";
import { publicConfig } from "@/lib/platform/env/public-config";

export const metadata: Metadata = { title: "Check your inbox" };

const leads = {
  confirm: "to confirm your address",
  magic: "to sign in",
  recover: "to choose a new password, if there is an account",
} as const;

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function CheckInboxPage({ searchParams }: Props) {
  const raw = await searchParams;
  const { next } = authParams(raw);
  const email = single(raw, "email");
  const asked = single(raw, "kind");
  const kind = asked === "magic" || asked === "recover" ? asked : "confirm";
  return (
    <AuthCard
      title="Check your inbox"
      lead={`We sent a link ${leads[kind]}${email === undefined ? "" : ` to ${email}`}.`}
      footer={<TextLink href={withNext("/sign-in", next)}>Back to sign in</TextLink>}
    >
      <CheckInbox email={email} kind={kind} next={next} mailbox={publicConfig().mailbox} />
    </AuthCard>
  );
}
