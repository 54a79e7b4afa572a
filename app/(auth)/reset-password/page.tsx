import type { Metadata } from "next";
import { AuthCard } from "@/components/auth/auth-card";
import { ResetPasswordForm } from "@/components/auth/reset-password-form";
import { authParams, withNext } from "@/components/auth/with-next";
import { ButtonLink } from "@/components/ui/links";
import { safeNext } from "@/lib/platform/auth/safe-next";
import { getViewer } from "@/lib/platform/auth/viewer";

export const metadata: Metadata = { title: "Choose a new password" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ResetPasswordPage({ searchParams }: Props) {
  const { next } = authParams(await searchParams);
  const viewer = await getViewer();
  if (viewer === null) {
    return (
      <AuthCard
        title="This needs the link from your mail"
        lead="Open the link we sent you on this device, or ask for a new one. Links work once, for one hour."
      >
        <ButtonLink href={withNext("/forgot-password", next)}>Send a new link</ButtonLink>
        <ButtonLink href={withNext("/sign-in", next)} variant="default">
          Back to sign in
        </ButtonLink>
      </AuthCard>
    );
  }
  return (
    <AuthCard title="Choose a new password" lead={`For ${viewer.email}. Every other session will be signed out.`}>
      <ResetPasswordForm next={next} doneAt={safeNext(next)} />
    </AuthCard>
  );
}
