"use client";

import { Alert, Button, Chip, Group, TextInput } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { FormError } from "@/components/patterns/form-error";
import type { Build, Proposal } from "@/lib/features/build/build.schema";
import { plural } from "@/lib/shared/format";
import { changeExamples } from "./change-examples";
import classes from "./change-form.module.css";
import { useApplyChange, useProposal } from "./use-changes";

const maxLength = 2_000;
type Props = { build: Build; onChanged: (build: Build) => void };

/** A wish in plain words, what it would change, and only then the change. */
export function ChangeForm({ build, onChanged }: Props) {
  const [wish, setWish] = useState("");
  const proposal = useProposal(build.id);
  const change = useApplyChange(build, (next) => {
    setWish("");
    proposal.reset();
    onChanged(next);
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!proposal.isPending) proposal.ask(wish);
  };
  const discard = () => {
    proposal.reset();
    change.reset();
  };
  return (
    <section className={classes.box} aria-labelledby="change-title">
      <h2 id="change-title" className={classes.title}>
        Change the plan
      </h2>
      <form onSubmit={submit}>
        <div className={classes.row}>
          <TextInput
            aria-label="What should change?"
            placeholder="For example: add price (money) to Parts"
            value={wish}
            maxLength={maxLength}
            error={proposal.problem}
            onChange={(event) => {
              setWish(event.currentTarget.value);
              discard();
            }}
            className={classes.input ?? ""}
          />
          <Button type="submit" variant="default" loading={proposal.isPending} disabled={wish.trim() === ""}>
            See what changes
          </Button>
        </div>
      </form>
      {wish === "" && <Examples build={build} onPick={setWish} />}
      <FormError error={proposal.error ?? change.error} />
      {proposal.data && (
        <ProposalCard
          proposal={proposal.data}
          pending={change.isPending}
          onApply={() => change.apply(proposal.data?.operations ?? [])}
          onDiscard={discard}
        />
      )}
    </section>
  );
}

function Examples({ build, onPick }: { build: Build; onPick: (wish: string) => void }) {
  const examples = changeExamples(build);
  if (examples.length === 0) return null;
  return (
    <fieldset className={classes.examples}>
      <legend className={classes.legend}>Try</legend>
      <Chip.Group value="" onChange={onPick}>
        <Group gap="xs">
          {examples.map((example) => (
            <Chip key={example} value={example} size="xs" variant="light">
              {example}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
    </fieldset>
  );
}

type CardProps = { proposal: Proposal; pending: boolean; onApply: () => void; onDiscard: () => void };

function ProposalCard({ proposal, pending, onApply, onDiscard }: CardProps) {
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
          Discard
        </Button>
        <span className={classes.next}>It becomes the next version; this one stays.</span>
      </Group>
    </div>
  );
}
