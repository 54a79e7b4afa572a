import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AuthCard } from "@/components/auth/auth-card";
import { DemoSection } from "@/components/auth/demo-section";
import { OAuthButtons } from "@/components/auth/oauth-buttons";
import { OAuthProblem } from "@/components/auth/oauth-problem";
import { SignInForm } from "@/components/auth/sign-in-form";
import { authParams, single, withNext } from "@/components/auth/with-next";
import { TextLink } from "@/components/ui/links";
import { safeNext } from "@/lib/platform/auth/safe-next";
import { getViewer } from "@/lib/platform/auth/viewer";
import { publicConfig } from "@/lib/platform/env/public-config";

export const metadata: Metadata = { title: "Sign in" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SignInPage({ searchParams }: Props) {
  const raw = await searchParams;
  const params = authParams(raw);
  if ((await getViewer()) !== null) redirect(safeNext(params.next));
  const { oauth, demo } = publicConfig();
  return (
    <AuthCard
      title="Sign in"
      footer={
        <>
          New here?{" "}
          <TextLink underline="always" href={withNext("/sign-up", params.next, { for: params.hint })}>
            Create an account
          </TextLink>
        </>
      }
    >
      <OAuthProblem code={single(raw, "error")} />
      <OAuthButtons oauth={oauth} next={params.next} />
      <SignInForm {...params} />
      {demo && params.next === undefined && <DemoSection />}
    </AuthCard>
  );
}
