"use client";

import { Alert, Button, Checkbox, Group, Modal, Stack, Text } from "@mantine/core";
import { IconKey } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { CopyField } from "./copy-field";

type Props = { title: string; label: string; secret: string | null; onDone: () => void };

/** Cannot be dismissed by Esc or a stray click: the secret is never shown again. */
export function SecretOnceDialog({ title, label, secret, onDone }: Props) {
  const [saved, setSaved] = useState(false);
  useEffect(() => {
    if (secret !== null) setSaved(false);
  }, [secret]);
  return (
    <Modal
      opened={secret !== null}
      onClose={() => {
        if (saved) onDone();
      }}
      title={<Text fw={640}>{title}</Text>}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
      size="lg"
    >
      <Stack>
        <Alert color="sun" icon={<IconKey aria-hidden="true" />} title="You see this once">
          We keep only a fingerprint of it. Put it into your password manager or your server's environment now.
        </Alert>
        <CopyField label={label} value={secret ?? ""} />
        <Checkbox
          label="I saved it in a safe place"
          checked={saved}
          onChange={(event) => setSaved(event.currentTarget.checked)}
        />
        <Group justify="flex-end">
          <Button disabled={!saved} onClick={onDone}>
            Done
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
