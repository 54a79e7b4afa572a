"use client";

import { Button, Group, NativeSelect, Stack, Textarea } from "@mantine/core";
import { getHotkeyHandler } from "@mantine/hooks";
import { type FormEvent, useRef, useState } from "react";
import { noticeExpiry } from "@/components/app/session-expiry";
import { FormError } from "@/components/patterns/form-error";
import type { ProjectPerson } from "@/lib/features/sharing/sharing.schema";
import classes from "./comments.module.css";
import type { Draft } from "./use-comments";

const maxLength = 4000;

type Props = {
  label: string;
  submitLabel: string;
  people: ProjectPerson[];
  start?: Draft;
  onSubmit: (draft: Draft) => Promise<void>;
  onCancel?: () => void;
  /** More to choose beside the people, e.g. what the comment is about. */
  extra?: React.ReactNode;
};

/** A person is mentioned by choosing them; taking their name out of the text takes the mention back. */
export function CommentForm({ label, submitLabel, people, start, onSubmit, onCancel, extra }: Props) {
  const [body, setBody] = useState(start?.body ?? "");
  const [chosen, setChosen] = useState<string[]>(start?.mentions ?? []);
  const [error, setError] = useState<unknown>(null);
  const [pending, setPending] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);

  const nameOf = (id: string) => people.find((person) => person.userId === id)?.displayName;
  const mention = (userId: string) => {
    const name = nameOf(userId);
    if (name === undefined) return;
    setChosen((ids) => [...new Set([...ids, userId])]);
    setBody((text) => `${text}${text === "" || text.endsWith(" ") || text.endsWith("\n") ? "" : " "}@${name} `);
    field.current?.focus();
  };
  const send = async () => {
    if (pending || body.trim() === "") return;
    setPending(true);
    setError(null);
    try {
      const mentions = chosen.filter((id) => body.includes(`@${nameOf(id) ?? "\u0000"}`));
      await onSubmit({ body, mentions });
      setBody("");
      setChosen([]);
    } catch (cause) {
      noticeExpiry(cause);
      setError(cause);
    } finally {
      setPending(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void send();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="xs">
        <Textarea
          ref={field}
          label={label}
          autosize
          minRows={2}
          maxRows={10}
          maxLength={maxLength}
          value={body}
          onChange={(event) => setBody(event.currentTarget.value)}
          onKeyDown={getHotkeyHandler([["mod+Enter", () => void send()]])}
        />
        <div className={classes.choices}>
          <NativeSelect
            label="Mention somebody"
            size="xs"
            value=""
            onChange={(event) => mention(event.currentTarget.value)}
            data={[
              { value: "", label: "Choose a person" },
              ...people.map(({ userId, displayName }) => ({ value: userId, label: displayName })),
            ]}
          />
          {extra}
        </div>
        <FormError error={error} />
        <Group justify="flex-end" gap="xs">
          {onCancel !== undefined && (
            <Button size="xs" variant="default" onClick={onCancel}>
              Cancel
            </Button>
          )}
          <Button type="submit" size="xs" loading={pending} disabled={body.trim() === ""}>
            {submitLabel}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
