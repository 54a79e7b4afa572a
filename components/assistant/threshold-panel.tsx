"use client";

import { Button, Slider, Text } from "@mantine/core";
import { useState } from "react";
import { toastDone, toastError } from "@/components/patterns/toast";
import { useWorkspace } from "@/components/workspace/workspace-context";
import type { Assistant } from "@/lib/features/assistant/assistant.schema";
import { errorsAt, suggestThresholds, type TestRun } from "@/lib/features/assistant/test-set.schema";
import classes from "./tests.module.css";
import { useSaveAssistant } from "./use-assistants";

const share = (count: number, of: number): string =>
  of === 0 ? "no such question" : `${Math.round((count / of) * 100)} % (${count} of ${of})`;
const round = (value: number): number => Math.round(value * 100) / 100;

/** Where "does not know" ends and "answers" begins; the scores of the last run show at once what another place would do. */
export function ThresholdPanel({ assistant, run }: { assistant: Assistant; run: TestRun }) {
  const { can } = useWorkspace();
  const save = useSaveAssistant(assistant.id);
  const present = assistant.thresholds ?? run.thresholds;
  const [chosen, setChosen] = useState(present);
  const [pending, setPending] = useState(false);
  const mayWrite = can("assistants.write");
  const now = errorsAt(run.results, present);
  const then = errorsAt(run.results, chosen);
  const suggested = suggestThresholds(run.results, present);
  const isChanged = chosen.low !== present.low || chosen.high !== present.high;
  const top = Math.max(2, Math.ceil(Math.max(chosen.high, ...run.results.map(({ confidence }) => confidence))));
  const most = Math.min(5, top);
  const keep = async (thresholds: { low: number; high: number } | null) => {
    setPending(true);
    try {
      await save({ thresholds });
      toastDone(
        thresholds === null ? "The usual thresholds are back." : "Saved. The next question is judged by these.",
      );
    } catch (error) {
      toastError(error);
    } finally {
      setPending(false);
    }
  };
  return (
    <section className={classes.panel} aria-labelledby="test-thresholds">
      <h2 id="test-thresholds" className={classes.title}>
        Thresholds
      </h2>
      <p className={classes.quiet}>
        Below the first it says that it does not know; from the second on it answers; between them it shows the closest
        passages and asserts nothing.{" "}
        {assistant.thresholds === null ? "These are the usual ones." : "These are your own."}
      </p>
      <div className={classes.sliders}>
        <SliderField
          label="Does not know below"
          value={chosen.low}
          most={most}
          disabled={!mayWrite}
          onChange={(low) => setChosen(({ high }) => ({ low, high: Math.max(low, high) }))}
        />
        <SliderField
          label="Answers from"
          value={chosen.high}
          most={most}
          disabled={!mayWrite}
          onChange={(high) => setChosen(({ low }) => ({ low: Math.min(low, high), high }))}
        />
      </div>
      <dl className={classes.preview} aria-live="polite">
        {(
          [
            ["Refused though answerable", then.falseRefusals, then.answerable, now.falseRefusals],
            ["Answered though unknown", then.falseAnswers, then.unanswerable, now.falseAnswers],
            ["Of these, asserted", then.asserted, then.unanswerable, now.asserted],
            ["Answerable, but shown as uncertain", then.uncertain, then.answerable, now.uncertain],
          ] as const
        ).map(([label, count, of, before]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              {share(count, of)}
              {isChanged && of > 0 && before !== count && <span className={classes.of}> now {before}</span>}
            </dd>
          </div>
        ))}
      </dl>
      {suggested === null && (
        <p className={classes.quiet}>
          To suggest thresholds, a run needs both kinds of questions: some with a document, some that it must not know.
        </p>
      )}
      {mayWrite && (
        <div className={classes.buttons}>
          <Button loading={pending} disabled={!isChanged} onClick={() => void keep(chosen)}>
            Save thresholds
          </Button>
          {suggested !== null && (
            <Button variant="default" onClick={() => setChosen(suggested)}>
              Suggest from this run
            </Button>
          )}
          {isChanged && (
            <Button variant="subtle" color="gray" onClick={() => setChosen(present)}>
              Undo
            </Button>
          )}
          {assistant.thresholds !== null && (
            <Button variant="subtle" color="gray" disabled={pending} onClick={() => void keep(null)}>
              Back to the usual ones
            </Button>
          )}
        </div>
      )}
    </section>
  );
}

type SliderProps = {
  label: string;
  value: number;
  most: number;
  disabled: boolean;
  onChange: (value: number) => void;
};

function SliderField({ label, value, most, disabled, onChange }: SliderProps) {
  return (
    <div>
      <Text size="sm" fw={540} mb={6}>
        {label} <span className={classes.number}>{value.toFixed(2)}</span>
      </Text>
      <Slider
        thumbLabel={label}
        label={null}
        min={0}
        max={most}
        step={0.01}
        value={value}
        disabled={disabled}
        onChange={(next) => onChange(round(next))}
      />
    </div>
  );
}
