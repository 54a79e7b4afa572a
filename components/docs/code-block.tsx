"use client";

import { Button, VisuallyHidden } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import classes from "./docs.module.css";

type Props = { label: string; code: string };

export function CodeBlock({ label, code }: Props) {
  const clipboard = useClipboard({ timeout: 2500 });
  const Icon = clipboard.copied ? IconCheck : IconCopy;
  return (
    <div className={classes.block}>
      <div className={classes.blockHead}>
        <span>{label}</span>
        <Button
          size="compact-sm"
          variant="subtle"
          onClick={() => clipboard.copy(code)}
          leftSection={<Icon size={14} aria-hidden="true" />}
          aria-label={`Copy: ${label}`}
        >
          {clipboard.copied ? "Copied" : "Copy"}
        </Button>
        <VisuallyHidden role="status">
          {clipboard.copied ? "Copied" : clipboard.error ? "Copying was refused; select the text instead" : ""}
        </VisuallyHidden>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <pre className={classes.pre} tabIndex={0}>
        <code>{code}</code>
      </pre>
    </div>
  );
}
