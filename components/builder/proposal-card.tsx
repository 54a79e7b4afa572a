"use client";

import { Alert, Button, Group } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import type { Proposal } from "@/lib/features/build/build.schema";
import { plural } from "@/lib/shared/format";
import classes from "./change-form.module.css";

type CardProps = {
  proposal: Proposal;
  pending: boolean;
  onApply: () => void;
  onDiscard: () => void;
  discardLabel?: string;
};

/** What would change, told before it does: in sentences, in rows that would lose something, in files. */
export function ProposalCard({ proposal, pending, onApply, onDiscard, discardLabel = "Discard" }: CardProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  // Whoever asked by keyboard or hears the page is brought to the answer.
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className={classes.proposal}>
      <h3 ref={heading} tabIndex={-1} className={classes.subTitle}>
        This would change
      </h3>
      <ul className={classes.sentences}>
        {proposal.sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {proposal.losesData && (
        <Alert color="sun" className={classes.warning ?? ""}>
          {proposal.losses.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
          Its migration stops while a running app has such rows, unless you allow it. You can bring this version back,
          but not what was in those rows.
        </Alert>
      )}
      <details className={classes.files}>
        <summary>{plural(proposal.files.length, "file")} of the project</summary>
        <ul>
          {proposal.files.map((file) => (
            <li key={file.path}>
              <code>{file.path}</code> {file.change}
            </li>
          ))}
        </ul>
      </details>
      <Group gap="sm">
        <Button onClick={onApply} loading={pending} leftSection={<IconCheck size={16} aria-hidden="true" />}>
          Change it
        </Button>
        <Button variant="default" onClick={onDiscard} disabled={pending}>
          {discardLabel}
        </Button>
        <span className={classes.next}>It becomes the next version; this one stays.</span>
      </Group>
    </div>
  );
}
