"use client";

import { TextInput } from "@mantine/core";
import { type KeyboardEvent, useState } from "react";
import classes from "./editor.module.css";
import { ActionButton, AddButton, CommitInput, MoveButtons, ProblemText } from "./inputs";
import type { Push } from "./use-draft";

type Props = {
  at: { entity: string; field: string };
  label: string;
  values: readonly { key: string; label: string }[];
  push: Push;
};

/** The choices of a field. Each keeps its identity when it is called something else. */
export function ChoicesEditor({ at, label, values, push }: Props) {
  return (
    <fieldset className={classes.group}>
      <legend>Choices of {label}</legend>
      <ul className={classes.plain}>
        {values.map((value, index) => (
          <li key={value.key} className={classes.line}>
            <CommitInput
              aria-label={`Choice ${value.label}`}
              value={value.label}
              commit={(next) => push({ kind: "renameOption", ...at, option: value.key, label: next })}
              className={classes.grow ?? ""}
            />
            <MoveButtons
              push={push}
              what={`the choice ${value.label}`}
              index={index}
              count={values.length}
              to={(to) => ({ kind: "moveOption", ...at, option: value.key, to })}
            />
            <ActionButton
              push={push}
              operation={{ kind: "removeOption", ...at, option: value.key }}
              aria-label={`Remove the choice ${value.label}`}
            >
              Remove
            </ActionButton>
          </li>
        ))}
      </ul>
      <AddLine label="New choice" add="Add choice" onAdd={(next) => push({ kind: "addOption", ...at, label: next })} />
    </fieldset>
  );
}

type AddProps = { label: string; add: string; onAdd: (label: string) => ReturnType<Push> };

/** A name and a button: what is typed becomes a change when it is added. */
export function AddLine({ label, add, onAdd }: AddProps) {
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<ReturnType<Push>>(null);
  const submit = () => {
    if (text.trim() === "") return;
    const found = onAdd(text.trim());
    setProblem(found);
    if (found === null) setText("");
  };
  return (
    <>
      <div className={classes.line}>
        <TextInput
          aria-label={label}
          placeholder={label}
          value={text}
          maxLength={80}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event: KeyboardEvent) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            submit();
          }}
          className={classes.grow ?? ""}
        />
        <AddButton onClick={submit} disabled={text.trim() === ""}>
          {add}
        </AddButton>
      </div>
      <ProblemText problem={problem} />
    </>
  );
}
