import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AuthCard } from "@/components/auth/auth-card";
import { OAuthButtons } from "@/components/auth/oauth-buttons";
import { SignUpForm } from "@/components/auth/sign-up-form";
import { authParams, withNext } from "@/components/auth/with-next";
import { TextLink } from "@/components/ui/links";
import { safeNext } from "@/lib/platform/auth/safe-next";
import { getViewer } from "@/lib/platform/auth/viewer";
import { publicConfig } from "@/lib/platform/env/public-config";

export const metadata: Metadata = { title: "Create your account" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SignUpPage({ searchParams }: Props) {
  const params = authParams(await searchParams);
  if ((await getViewer()) !== null) redirect(safeNext(params.next));
  return (
    <AuthCard
      title="Create your account"
      lead={params.hint === undefined ? "Then name your workspace and describe your first app." : undefined}
      footer={
        <>
          Already have one?{" "}
          <TextLink underline="always" href={withNext("/sign-in", params.next, { for: params.hint })}>
            Sign in
          </TextLink>
        </>
      }
    >
      <OAuthButtons oauth={publicConfig().oauth} next={params.next} />
      <SignUpForm {...params} />
    </AuthCard>
  );
}
