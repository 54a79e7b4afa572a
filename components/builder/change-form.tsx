"use client";

import { Button, Chip, Group, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { FormError } from "@/components/patterns/form-error";
import type { Build } from "@/lib/features/build/build.schema";
import { changeExamples } from "./change-examples";
import classes from "./change-form.module.css";
import { ProposalCard } from "./proposal-card";
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
    if (!proposal.isPending) proposal.ask({ request: wish });
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
            <Chip key={example} value={example} size="xs" variant="light" classNames={{ label: classes.example ?? "" }}>
              {example}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
    </fieldset>
  );
}
