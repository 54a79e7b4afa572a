"use client";

import { Button, Group, Paper, Stack, Text } from "@mantine/core";
import { withNext } from "@/components/auth/with-next";
import { FormError } from "@/components/patterns/form-error";
import { RelativeTime } from "@/components/patterns/relative-time";
import { ButtonLink } from "@/components/ui/links";
import { WorkspaceAvatar } from "@/components/ui/person-avatar";
import { roleWords } from "@/components/workspace/role-words";
import type { InvitePreview } from "@/lib/features/invite/invite.schema";
import classes from "./invite.module.css";
import { SwitchAccount } from "./switch-account";

type Props = {
  invite: InvitePreview;
  token: string;
  viewerEmail: string | null;
  accepting: boolean;
  declining: boolean;
  error: unknown;
  onAccept: () => void;
  onDecline: () => void;
};

export function InviteCard(props: Props) {
  const { invite, token, viewerEmail, accepting, declining, error, onAccept, onDecline } = props;
  const target = invite.projectName ?? invite.workspaceName;
  const back = `/invite/${encodeURIComponent(token)}`;
  return (
    <Paper withBorder p="xl" shadow="sm">
      <Stack gap="lg">
        <WorkspaceAvatar name={invite.workspaceName} src={invite.workspaceLogoUrl} size={56} />
        <div>
          <h1 className={classes.title}>Join {target}</h1>
          <Text c="dimmed" mt={6}>
            {invite.inviterName ?? "Somebody"} invites you
            {invite.projectName === null ? " to the workspace" : ` to a project of ${invite.workspaceName}`} as{" "}
            <strong>{roleWords[invite.role].label.toLowerCase()}</strong>: {roleWords[invite.role].can}
          </Text>
          <Text size="sm" c="dimmed" mt={6}>
            Sent to {invite.maskedEmail}. <RelativeTime iso={invite.expiresAt} prefix="Expires" />.
          </Text>
        </div>
        <FormError error={error} />
        {viewerEmail === null ? (
          <Group gap="xs">
            <ButtonLink href={withNext("/sign-up", back, { for: invite.maskedEmail })}>Create an account</ButtonLink>
            <ButtonLink href={withNext("/sign-in", back, { for: invite.maskedEmail })} variant="default">
              I have an account
            </ButtonLink>
            <Button variant="subtle" color="gray" loading={declining} onClick={onDecline}>
              Decline
            </Button>
          </Group>
        ) : (
          <>
            <Group gap="xs">
              <Button loading={accepting} onClick={onAccept}>
                Accept the invitation
              </Button>
              <Button variant="default" loading={declining} disabled={accepting} onClick={onDecline}>
                Decline
              </Button>
            </Group>
            <Text size="sm" c="dimmed">
              You are signed in as {viewerEmail}. <SwitchAccount next={back} label="Use another account" />
            </Text>
          </>
        )}
      </Stack>
    </Paper>
  );
}
