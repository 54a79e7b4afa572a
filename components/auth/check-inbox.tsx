"use client";

import { Alert, Button, List, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { FormError } from "@/components/patterns/form-error";
import { toastDone } from "@/components/patterns/toast";
import { ButtonLink } from "@/components/ui/links";
import { api } from "@/lib/shared/api-client";
import type { InboxKind } from "./inbox-button";

const paths = { confirm: "auth/resend", magic: "auth/magic-link", recover: "auth/recover" } as const;

type Props = { email: string | undefined; kind: InboxKind; next: string | undefined; mailbox: boolean };

export function CheckInbox({ email, kind, next, mailbox }: Props) {
  const send = useMutation({
    mutationFn: () => api.post(paths[kind], { body: { email, next } }),
    onSuccess: () => toastDone("Sent again. Only the newest link works."),
  });
  return (
    <>
      {mailbox && (
        <Alert title="This installation keeps its mail to itself">
          No mail provider is set up, so the message is in the built-in mailbox.
          <ButtonLink href="/dev/mail" size="sm" mt="sm" target="_blank">
            Open the mailbox
          </ButtonLink>
        </Alert>
      )}
      <List size="sm" c="dimmed" spacing={6}>
        <List.Item>The link works once, for one hour.</List.Item>
        <List.Item>Look in the spam folder, too.</List.Item>
        <List.Item>No mail after a few minutes? The address may be misspelt, or already in use another way.</List.Item>
      </List>
      {email !== undefined && (
        <Button variant="default" loading={send.isPending} onClick={() => send.mutate()}>
          Send it again
        </Button>
      )}
      <FormError error={send.error} />
      {send.isSuccess && (
        <Text size="sm" c="dimmed">
          Sent again. Only the newest link works.
        </Text>
      )}
    </>
  );
}
