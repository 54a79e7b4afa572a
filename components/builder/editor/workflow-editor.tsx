"use client";

import { Button, Checkbox, NativeSelect } from "@mantine/core";
import { IconArrowRight } from "@tabler/icons-react";
import { useState } from "react";
import type { Blueprint, Entity } from "@/lib/features/builder/blueprint/blueprint.schema";
import classes from "./editor.module.css";
import { AddButton, ProblemText, useAttempt } from "./inputs";
import type { Push } from "./use-draft";

type Props = { entity: Entity; blueprint: Blueprint; push: Push };
type Step = NonNullable<Entity["workflow"]>["transitions"][number];

/** The steps a state may take. Without any, every state may follow every other one. */
export function WorkflowEditor({ entity, blueprint, push }: Props) {
  const states = entity.fields.filter((field) => field.type === "enum");
  const current = states.find((field) => field.key === entity.workflow?.field);
  const [wanted, setWanted] = useState("");
  const chosen = current ?? states.find((field) => field.id === wanted) ?? states[0];
  const values = blueprint.enums.find((item) => item.key === chosen?.enum)?.values ?? [];
  const steps = current ? (entity.workflow?.transitions ?? []) : [];
  const { problem, run } = useAttempt(push);
  const labelOf = (key: string) => values.find((value) => value.key === key)?.label ?? key;
  const set = (transitions: Step[]): boolean => {
    if (chosen === undefined) return false;
    if (transitions.length === 0) return run({ kind: "removeWorkflow", entity: entity.id });
    return run({ kind: "setWorkflow", entity: entity.id, field: chosen.id, transitions });
  };
  return (
    <section aria-label={`Workflow of ${entity.label.many}`}>
      <h3 className={classes.subTitle}>Workflow</h3>
      {chosen === undefined ? (
        <p className={classes.empty}>Add a field of the kind “one of a list” to give {entity.label.many} steps.</p>
      ) : (
        <>
          {current === undefined && states.length > 1 && (
            <NativeSelect
              label="The state is kept in"
              value={chosen.id}
              data={states.map((field) => ({ value: field.id, label: field.label }))}
              onChange={(event) => setWanted(event.currentTarget.value)}
            />
          )}
          {steps.length === 0 && <p className={classes.empty}>“{chosen.label}” may change freely: no steps are set.</p>}
          <ul className={classes.rows}>
            {steps.map((step) => (
              <StepRow
                key={`${step.from}>${step.to}`}
                step={step}
                names={[labelOf(step.from), labelOf(step.to)]}
                blueprint={blueprint}
                onChange={(next) =>
                  set(next ? steps.map((item) => (item === step ? next : item)) : steps.filter((item) => item !== step))
                }
              />
            ))}
          </ul>
          <AddStep values={values} onAdd={(step) => set([...steps, step])} />
          <ProblemText problem={problem} />
        </>
      )}
    </section>
  );
}

type StepProps = { step: Step; names: [string, string]; blueprint: Blueprint; onChange: (next: Step | null) => void };

function StepRow({ step, names: [from, to], blueprint, onChange }: StepProps) {
  return (
    <li className={classes.row}>
      <div className={classes.rowHead}>
        <span className={classes.rowName}>
          {from} <IconArrowRight size={14} aria-label="to" /> {to}
        </span>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => onChange(null)}
          aria-label={`Remove the step from ${from} to ${to}`}
        >
          Remove
        </Button>
      </div>
      {blueprint.roles.length > 0 && (
        <fieldset className={classes.checksGroup}>
          <legend>
            {step.roles.length === 0 ? "Everybody who may change the row; or only" : "Only"}
            <span className={classes.hidden}>
              {" "}
              for the step from {from} to {to}
            </span>
          </legend>
          {blueprint.roles.map((role) => (
            <Checkbox
              key={role.key}
              size="sm"
              label={role.label}
              checked={step.roles.includes(role.key)}
              onChange={(event) =>
                onChange({
                  ...step,
                  roles: event.currentTarget.checked
                    ? [...step.roles, role.key]
                    : step.roles.filter((key) => key !== role.key),
                })
              }
            />
          ))}
        </fieldset>
      )}
    </li>
  );
}

function AddStep({
  values,
  onAdd,
}: {
  values: readonly { key: string; label: string }[];
  onAdd: (step: Step) => boolean;
}) {
  const data = values.map((value) => ({ value: value.key, label: value.label }));
  const [from, setFrom] = useState(values[0]?.key ?? "");
  const [to, setTo] = useState(values[1]?.key ?? "");
  const known = (key: string, index: number) =>
    values.some((value) => value.key === key) ? key : (values[index]?.key ?? "");
  return (
    <div className={classes.line}>
      <NativeSelect
        label="From"
        value={known(from, 0)}
        data={data}
        onChange={(event) => setFrom(event.currentTarget.value)}
      />
      <NativeSelect
        label="To"
        value={known(to, 1)}
        data={data}
        onChange={(event) => setTo(event.currentTarget.value)}
      />
      <AddButton
        className={classes.below ?? ""}
        onClick={() => onAdd({ from: known(from, 0), to: known(to, 1), roles: [] })}
      >
        Add step
      </AddButton>
    </div>
  );
}
