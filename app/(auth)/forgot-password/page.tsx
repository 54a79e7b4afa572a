import type { Metadata } from "next";
import { AuthCard } from "@/components/auth/auth-card";
import { ForgotPasswordForm } from "@/components/auth/forgot-password-form";
import { authParams, withNext } from "@/components/auth/with-next";
import { TextLink } from "@/components/ui/links";

export const metadata: Metadata = { title: "Forgot the password" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ForgotPasswordPage({ searchParams }: Props) {
  const { next } = authParams(await searchParams);
  return (
    <AuthCard
      title="Forgot the password?"
      lead="Enter the address of your account. If there is one, we mail a link to choose a new password."
      footer={<TextLink href={withNext("/sign-in", next)}>Back to sign in</TextLink>}
    >
      <ForgotPasswordForm next={next} />
    </AuthCard>
  );
}
