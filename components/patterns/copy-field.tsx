"use client";

import { Button, TextInput, VisuallyHidden } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import classes from "./copy-field.module.css";

/** The value is selectable too: the clipboard is refused on plain http. */
export function CopyField({ label, value }: { label: string; value: string }) {
  const clipboard = useClipboard({ timeout: 2500 });
  return (
    <div className={classes.field}>
      <TextInput
        label={label}
        value={value}
        readOnly
        spellCheck={false}
        className={classes.input ?? ""}
        classNames={{ input: classes.mono ?? "" }}
        onFocus={(event) => event.currentTarget.select()}
      />
      <Button
        variant="default"
        onClick={() => clipboard.copy(value)}
        leftSection={
          clipboard.copied ? <IconCheck size={16} aria-hidden="true" /> : <IconCopy size={16} aria-hidden="true" />
        }
      >
        {clipboard.copied ? "Copied" : "Copy"}
      </Button>
      <VisuallyHidden role="status">
        {clipboard.copied ? `${label} copied` : clipboard.error ? "Copying was refused; select the text instead" : ""}
      </VisuallyHidden>
    </div>
  );
}
