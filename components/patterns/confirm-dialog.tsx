"use client";

import { Button, Code, Group, Modal, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, type ReactNode, useEffect, useState } from "react";
import { FormError } from "./form-error";

type Props = {
  opened: boolean;
  onClose: () => void;
  title: string;
  children: ReactNode;
  confirmLabel: string;
  danger?: boolean;
  /** Irreversible actions only: the exact text to type first. */
  typeToConfirm?: string;
  onConfirm: () => Promise<void>;
};

export function ConfirmDialog(props: Props) {
  const { opened, onClose, title, children, confirmLabel, danger = false, typeToConfirm, onConfirm } = props;
  const [typed, setTyped] = useState("");
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    if (opened) {
      setTyped("");
      setError(null);
    }
  }, [opened]);
  const ready = typeToConfirm === undefined || typed.trim() === typeToConfirm;

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!ready || pending) return;
    setPending(true);
    setError(null);
    try {
      await onConfirm();
      onClose();
    } catch (cause) {
      setError(cause);
    } finally {
      setPending(false);
    }
  };

  return (
    <Modal opened={opened} onClose={onClose} title={<Text fw={640}>{title}</Text>}>
      <form onSubmit={submit}>
        <Stack>
          <Text component="div" size="sm">
            {children}
          </Text>
          {typeToConfirm !== undefined && (
            <TextInput
              label={
                <>
                  Type <Code>{typeToConfirm}</Code> to confirm
                </>
              }
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
              autoComplete="off"
              spellCheck={false}
              data-autofocus
            />
          )}
          <FormError error={error} />
          <Group justify="flex-end" gap="xs">
            <Button
              variant="default"
              onClick={onClose}
              {...(typeToConfirm === undefined ? { "data-autofocus": true } : {})}
            >
              Cancel
            </Button>
            <Button type="submit" {...(danger ? { color: "red" } : {})} loading={pending} disabled={!ready}>
              {confirmLabel}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
