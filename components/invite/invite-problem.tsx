"use client";

import { Button } from "@mantine/core";
import { IconMailOff, IconMailQuestion, IconUserExclamation } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { InboxButton } from "@/components/auth/inbox-button";
import { withNext } from "@/components/auth/with-next";
import { FormError } from "@/components/patterns/form-error";
import { StateBlock } from "@/components/patterns/states";
import { ButtonLink } from "@/components/ui/links";
import type { InvitePreview } from "@/lib/features/invite/invite.schema";
import { type ApiError, api } from "@/lib/shared/api-client";
import { SwitchAccount } from "./switch-account";

/** `askable`: a new invitation may be asked for with the old link. */
const problems: Record<string, { title: string; body: string; askable: boolean }> = {
  INVITE_NOT_FOUND: {
    title: "We do not know this invitation",
    body: "The link may be cut in two. Open it again from the mail, or ask whoever invited you for a new one.",
    askable: false,
  },
  INVITE_EXPIRED: {
    title: "This invitation has expired",
    body: "Invitations are good for seven days. Ask for a new one; whoever invited you gets a notice.",
    askable: true,
  },
  INVITE_REVOKED: {
    title: "This invitation was withdrawn",
    body: "The workspace took it back. If that is a mistake, talk to whoever invited you.",
    askable: false,
  },
  INVITE_SUPERSEDED: {
    title: "There is a newer invitation",
    body: "It was sent again, and only the newest link works. Look for the latest mail.",
    askable: false,
  },
  INVITE_DECLINED: {
    title: "This invitation was declined",
    body: "Changed your mind? Ask whoever invited you to send a new one.",
    askable: false,
  },
  INVITE_USED: {
    title: "This invitation was already used",
    body: "Somebody else accepted it. Every invitation works for one person.",
    askable: false,
  },
  WORKSPACE_DELETED: {
    title: "This workspace was deleted",
    body: "The invitation leads nowhere any more.",
    askable: false,
  },
};
const accountCodes = ["INVITE_EMAIL_MISMATCH", "EMAIL_UNVERIFIED", "UNAUTHORIZED", "ALREADY_MEMBER"];

export function isInviteProblem(code: string): boolean {
  return code in problems || accountCodes.includes(code) || code === "GONE" || code === "NOT_FOUND";
}

type Props = {
  token: string;
  viewerEmail: string | null;
  error?: ApiError;
  declined?: true;
  preview?: InvitePreview | undefined;
};

export function InviteProblem({ token, viewerEmail, error, declined, preview }: Props) {
  const back = `/invite/${encodeURIComponent(token)}`;
  if (declined) {
    return (
      <StateBlock
        icon={IconMailOff}
        headingLevel={1}
        title="You declined the invitation"
        body="Nothing else happens. If you change your mind, ask for a new one."
        actions={<ButtonLink href="/">Start page</ButtonLink>}
      />
    );
  }
  if (error !== undefined && accountCodes.includes(error.code)) {
    return <AccountProblem error={error} back={back} viewerEmail={viewerEmail} preview={preview} />;
  }
  const problem = problems[error?.code ?? ""] ??
    (error?.status === 404 ? problems.INVITE_NOT_FOUND : undefined) ?? {
      title: "This invitation no longer works",
      body: "Ask whoever invited you for a new one.",
      askable: false,
    };
  return (
    <StateBlock
      icon={IconMailQuestion}
      headingLevel={1}
      title={problem.title}
      body={problem.body}
      actions={
        <>
          {problem.askable && <AskAgain token={token} />}
          <ButtonLink href={viewerEmail === null ? "/" : "/workspaces"} variant="default">
            {viewerEmail === null ? "Start page" : "My workspaces"}
          </ButtonLink>
        </>
      }
    />
  );
}

function AskAgain({ token }: { token: string }) {
  const ask = useMutation({ mutationFn: () => api.post("invites/request", { body: { token } }) });
  if (ask.isSuccess) {
    return <p role="status">Asked. You get a mail as soon as they send a new invitation.</p>;
  }
  return (
    <>
      <FormError error={ask.error} />
      <Button loading={ask.isPending} onClick={() => ask.mutate()}>
        Ask for a new one
      </Button>
    </>
  );
}

type AccountProps = { error: ApiError; back: string; viewerEmail: string | null; preview: InvitePreview | undefined };

function AccountProblem({ error, back, viewerEmail, preview }: AccountProps) {
  const hint = preview?.maskedEmail;
  if (error.code === "EMAIL_UNVERIFIED" && viewerEmail !== null) {
    return (
      <StateBlock
        icon={IconUserExclamation}
        headingLevel={1}
        title="Confirm your e-mail address first"
        body={`We need to know that ${viewerEmail} is yours. The mail leads back here.`}
        actions={
          <InboxButton path="auth/resend" kind="confirm" label="Send the mail again" email={viewerEmail} next={back} />
        }
      />
    );
  }
  if (error.code === "INVITE_EMAIL_MISMATCH") {
    return (
      <StateBlock
        icon={IconUserExclamation}
        headingLevel={1}
        title="This invitation is for another address"
        body={
          <>
            It was sent to {hint ?? "another address"}; you are signed in as {viewerEmail}. Nothing was used up.{" "}
            <SwitchAccount next={back} hint={hint} label="Switch account" />
          </>
        }
        actions={
          <ButtonLink href="/workspaces" variant="default">
            My workspaces
          </ButtonLink>
        }
      />
    );
  }
  if (error.code === "ALREADY_MEMBER") {
    return (
      <StateBlock
        icon={IconUserExclamation}
        headingLevel={1}
        title="You are already a member"
        actions={<ButtonLink href="/workspaces">Open my workspaces</ButtonLink>}
      />
    );
  }
  return (
    <StateBlock
      icon={IconUserExclamation}
      headingLevel={1}
      title="Sign in to accept"
      body="Use the address the invitation was sent to. You come back to this page."
      actions={
        <>
          <ButtonLink href={withNext("/sign-in", back, { for: hint })}>Sign in</ButtonLink>
          <ButtonLink href={withNext("/sign-up", back, { for: hint })} variant="default">
            Create an account
          </ButtonLink>
        </>
      }
    />
  );
}
