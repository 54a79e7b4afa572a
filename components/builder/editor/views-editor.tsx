"use client";

import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Blueprint, Entity, Field } from "@/lib/features/builder/blueprint/blueprint.schema";
import { asksForValue, COMPARED, NUMBER_TYPES } from "@/lib/features/builder/edit/change-rules";
import { conditionWords } from "@/lib/features/builder/edit/describe-more";
import { type OperationOf, VIEW_CONDITIONS_MAX } from "@/lib/features/builder/edit/operations";
import classes from "./editor.module.css";
import { ActionButton, AddButton, ProblemText, useAttempt } from "./inputs";
import type { Push } from "./use-draft";

type Props = { entity: Entity; blueprint: Blueprint; push: Push };
type Condition = OperationOf<"addView">["conditions"][number];
type Op = Condition["op"];

/** Saved views: rows under a name, such as "Open tickets". */
export function ViewsEditor({ entity, blueprint, push }: Props) {
  return (
    <>
      <h3 className={classes.subTitle}>Saved views</h3>
      {entity.savedViews.length === 0 && <p className={classes.empty}>No saved views yet.</p>}
      <ul className={classes.plain}>
        {entity.savedViews.map((view) => (
          <li key={view.key} className={classes.line}>
            <span className={classes.grow}>
              {view.label}{" "}
              <span className={classes.dim}>
                {view.conditions.map((condition) => conditionWords(blueprint, entity, condition)).join(" and ")}
              </span>
            </span>
            <ActionButton
              push={push}
              operation={{ kind: "removeView", entity: entity.id, view: view.key }}
              aria-label={`Remove the view ${view.label}`}
            >
              Remove
            </ActionButton>
          </li>
        ))}
      </ul>
      <AddView entity={entity} blueprint={blueprint} push={push} />
    </>
  );
}

/** What can be asked of a field, the usual question first. */
function questionsOf(field: Field): { value: Op; label: string }[] {
  const isDay = field.type === "date" || field.type === "datetime";
  const isCompared = COMPARED.has(field.type) || NUMBER_TYPES.has(field.type);
  return [
    ...(isCompared
      ? ([
          { value: "eq", label: "is" },
          { value: "neq", label: "is not" },
        ] as const)
      : []),
    ...(isDay
      ? ([
          { value: "beforeToday", label: "is before today" },
          { value: "afterToday", label: "is after today" },
        ] as const)
      : []),
    { value: "isSet", label: "is filled in" },
    { value: "isEmpty", label: "is empty" },
  ];
}

function AddView({ entity, blueprint, push }: Props) {
  const [label, setLabel] = useState("");
  const [conditions, setConditions] = useState<Condition[]>([]);
  const [fieldId, setFieldId] = useState("");
  const [op, setOp] = useState<Op>("eq");
  const [text, setText] = useState("");
  const { problem, run } = useAttempt(push);
  const field = entity.fields.find(({ id }) => id === fieldId) ?? entity.fields[0];
  if (field === undefined) return null;
  const questions = questionsOf(field);
  const asked = questions.find((item) => item.value === op)?.value ?? questions[0]?.value ?? "isSet";
  const choices = choicesOf(field, blueprint);
  const value = typedValue(
    field,
    choices === null ? text : (choices.find((c) => c.value === text)?.value ?? choices[0]?.value ?? ""),
  );
  const current: Condition = asksForValue(asked)
    ? { field: field.id, op: asked, value }
    : { field: field.id, op: asked };
  const isComplete = !asksForValue(asked) || value !== "";
  const add = () => {
    const name = label.trim();
    if (name === "") return;
    if (!run({ kind: "addView", entity: entity.id, label: name, conditions: [...conditions, current] })) return;
    setLabel("");
    setConditions([]);
    setText("");
  };
  return (
    <fieldset className={classes.group}>
      <legend>New view</legend>
      <div className={classes.grid}>
        <TextInput
          label="Name of the view"
          placeholder="Overdue"
          value={label}
          maxLength={80}
          onChange={(event) => setLabel(event.currentTarget.value)}
        />
        <NativeSelect
          label="Rows whose"
          value={field.id}
          data={entity.fields.map((item) => ({ value: item.id, label: item.label }))}
          onChange={(event) => setFieldId(event.currentTarget.value)}
        />
        <NativeSelect
          label="Question"
          value={asked}
          data={questions}
          onChange={(event) =>
            setOp(questions.find((item) => item.value === event.currentTarget.value)?.value ?? "isSet")
          }
        />
        {asksForValue(asked) &&
          (choices === null ? (
            <TextInput label="Value" value={text} maxLength={200} onChange={(e) => setText(e.currentTarget.value)} />
          ) : (
            <NativeSelect
              label="Value"
              value={String(value)}
              data={choices}
              onChange={(event) => setText(event.currentTarget.value)}
            />
          ))}
      </div>
      {conditions.length > 0 && (
        <p className={classes.dim}>
          Also: {conditions.map((item) => conditionWords(blueprint, entity, item)).join(" and ")}
        </p>
      )}
      <ProblemText problem={problem} />
      <div className={classes.line}>
        <AddButton onClick={add} disabled={label.trim() === "" || !isComplete}>
          Add view
        </AddButton>
        {conditions.length < VIEW_CONDITIONS_MAX - 1 && (
          <Button
            size="compact-sm"
            variant="subtle"
            disabled={!isComplete}
            onClick={() => {
              setConditions([...conditions, current]);
              setText("");
            }}
          >
            And another condition
          </Button>
        )}
      </div>
    </fieldset>
  );
}

function choicesOf(field: Field, blueprint: Blueprint): { value: string; label: string }[] | null {
  if (field.type === "bool")
    return [
      { value: "true", label: "Yes" },
      { value: "false", label: "No" },
    ];
  if (field.type !== "enum") return null;
  const values = blueprint.enums.find(({ key }) => key === field.enum)?.values ?? [];
  return values.map(({ key, label }) => ({ value: key, label }));
}

function typedValue(field: Field, text: string): string | number | boolean {
  if (field.type === "bool") return text === "true";
  const number = Number(text.replace(",", "."));
  return NUMBER_TYPES.has(field.type) && text.trim() !== "" && Number.isFinite(number) ? number : text.trim();
}
