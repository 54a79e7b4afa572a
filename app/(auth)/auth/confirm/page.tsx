import type { Metadata } from "next";
import { AuthCard } from "@/components/auth/auth-card";
import { ConfirmLink } from "@/components/auth/confirm-link";
import { authParams, single } from "@/components/auth/with-next";
import { ButtonLink } from "@/components/ui/links";

export const metadata: Metadata = { title: "One more click" };

const words: Record<string, { title: string; lead: string; action: string }> = {
  signup: {
    title: "Confirm your e-mail",
    lead: "One click and your account is ready.",
    action: "Confirm and continue",
  },
  magiclink: { title: "Sign in to Atrium", lead: "This link signs you in on this device.", action: "Sign in" },
  recovery: { title: "Choose a new password", lead: "Continue, and set it on the next page.", action: "Continue" },
  email_change: {
    title: "Confirm your new e-mail",
    lead: "From then on you sign in with the new address.",
    action: "Confirm the change",
  },
};

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ConfirmPage({ searchParams }: Props) {
  const raw = await searchParams;
  const tokenHash = single(raw, "token_hash");
  const type = single(raw, "type") ?? "email";
  const { next } = authParams(raw);
  if (tokenHash === undefined) {
    return (
      <AuthCard
        title="This link is incomplete"
        lead="Open it again from the mail; some mail programs cut long links in two."
      >
        <ButtonLink href="/sign-in">Go to sign in</ButtonLink>
      </AuthCard>
    );
  }
  const text = words[type] ?? { title: "Confirm it is you", lead: "One click to continue.", action: "Continue" };
  return (
    <AuthCard title={text.title} lead={text.lead}>
      <ConfirmLink tokenHash={tokenHash} type={type} next={next} action={text.action} />
    </AuthCard>
  );
}
