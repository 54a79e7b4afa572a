"use client";

import { Button, Checkbox, Collapse, NativeSelect } from "@mantine/core";
import { useDisclosure, useId } from "@mantine/hooks";
import { IconChevronDown } from "@tabler/icons-react";
import {
  type Blueprint,
  type Entity,
  FIELD_TYPES,
  type Field,
} from "@/lib/features/builder/blueprint/blueprint.schema";
import type { Operation, OperationOf } from "@/lib/features/builder/edit/operations";
import { fieldWords, typeInWords } from "../blueprint-words";
import { ChoicesEditor } from "./choices-editor";
import type { Problem } from "./draft";
import classes from "./editor.module.css";
import { ActionButton, CommitInput, ProblemText, useAttempt } from "./inputs";
import type { Push } from "./use-draft";

type Props = { entity: Entity; field: Field; blueprint: Blueprint; push: Push };
export const typeOptions = FIELD_TYPES.map((value) => ({ value, label: typeInWords(value) }));

export function FieldEditor(props: Props) {
  const { field, blueprint } = props;
  const [opened, { toggle }] = useDisclosure(false);
  const id = useId();
  return (
    <li className={classes.row}>
      <div className={classes.rowHead}>
        <span className={classes.rowName}>{field.label}</span>
        <span className={classes.dim}>{fieldWords(field, blueprint)}</span>
        <Button
          size="compact-sm"
          variant="subtle"
          onClick={toggle}
          aria-expanded={opened}
          aria-controls={id}
          aria-label={`Edit ${field.label}`}
          rightSection={
            <IconChevronDown size={14} aria-hidden="true" data-opened={opened} className={classes.chevron} />
          }
        >
          Edit
        </Button>
      </div>
      <Collapse expanded={opened} id={id} keepMounted={false}>
        <FieldForm {...props} />
      </Collapse>
    </li>
  );
}

function FieldForm({ entity, field, blueprint, push }: Props) {
  const at = { entity: entity.id, field: field.id };
  const { problem, run } = useAttempt(push);
  const change = (changes: Partial<OperationOf<"changeField">>): Operation => ({
    kind: "changeField",
    ...at,
    options: [],
    ...changes,
  });
  const choices = blueprint.enums.find(({ key }) => key === field.enum);
  const isChoice = field.type === "enum" || field.type === "multiEnum";
  return (
    <div className={classes.form}>
      <div className={classes.grid}>
        <CommitInput label="Name" value={field.label} commit={(label) => push({ kind: "renameField", ...at, label })} />
        <NativeSelect
          label="Kind"
          value={field.type}
          data={typeOptions}
          onChange={(event) => {
            const type = FIELD_TYPES.find((item) => item === event.currentTarget.value);
            const needsChoices = (type === "enum" || type === "multiEnum") && !isChoice;
            if (type) run(change({ type, options: needsChoices ? ["First", "Second"] : [] }));
          }}
        />
        <CommitInput
          label="Explanation"
          value={field.help ?? ""}
          maxLength={300}
          mayBeEmpty
          commit={(help) => push(change({ help: help === "" ? null : help }))}
        />
        <DefaultInput field={field} choices={choices?.values ?? []} set={(value) => push(change({ default: value }))} />
        <LimitInputs field={field} set={(validation) => push(change({ validation }))} />
      </div>
      <div className={classes.checks}>
        <Checkbox
          label="Required"
          checked={field.required}
          onChange={(event) => run({ kind: "setRequired", ...at, required: event.currentTarget.checked })}
        />
        <Checkbox
          label="Must be unique"
          checked={field.unique}
          onChange={(event) => run(change({ unique: event.currentTarget.checked }))}
        />
        <Checkbox
          label="Found by search"
          checked={field.searchable}
          onChange={(event) => run(change({ searchable: event.currentTarget.checked }))}
        />
      </div>
      <ProblemText problem={problem} />
      {choices !== undefined && isChoice && (
        <ChoicesEditor at={at} label={field.label} values={choices.values} push={push} />
      )}
      <ActionButton
        push={push}
        operation={{ kind: "removeField", ...at }}
        color="red"
        variant="light"
        aria-label={`Remove ${field.label}`}
      >
        Remove field
      </ActionButton>
    </div>
  );
}

type DefaultValue = string | number | boolean | null;
type DefaultProps = {
  field: Field;
  choices: readonly { key: string; label: string }[];
  set: (value: DefaultValue) => Problem | null;
};

const numbers = new Set(["int", "decimal", "money", "percent", "duration", "rating"]);
const words = new Set(["text", "longtext", "richtext", "email", "url", "phone", "address", "geo"]);

function DefaultInput({ field, choices, set }: DefaultProps) {
  const label = "Starts as";
  const value = field.default === undefined ? "" : String(field.default);
  if (field.type === "bool" || field.type === "enum") {
    const data =
      field.type === "bool"
        ? [
            { value: "true", label: "Yes" },
            { value: "false", label: "No" },
          ]
        : choices.map((choice) => ({ value: choice.key, label: choice.label }));
    return (
      <NativeSelect
        label={label}
        value={value}
        data={[{ value: "", label: "Empty" }, ...data]}
        onChange={(event) => {
          const next = event.currentTarget.value;
          set(next === "" ? null : field.type === "bool" ? next === "true" : next);
        }}
      />
    );
  }
  if (numbers.has(field.type))
    return (
      <CommitInput
        label={label}
        inputMode="decimal"
        value={value}
        mayBeEmpty
        commit={(text) => (text === "" ? set(null) : withNumber(text, (number) => checkedDefault(field, number, set)))}
      />
    );
  if (!words.has(field.type)) return null;
  return (
    <CommitInput
      label={label}
      value={value}
      maxLength={500}
      mayBeEmpty
      commit={(text) => set(text === "" ? null : text)}
    />
  );
}

/** A default beyond the limits would be left out in silence by the checks. */
function checkedDefault(field: Field, value: number, set: (value: number) => Problem | null): Problem | null {
  const { min, max } = field.validation ?? {};
  if (field.type === "int" && !Number.isInteger(value)) return problem("default_invalid", "Write a whole number");
  if (min !== undefined && value < min) return problem("default_invalid", `The smallest value is ${min}`);
  if (max !== undefined && value > max) return problem("default_invalid", `The largest value is ${max}`);
  return set(value);
}

const problem = (code: string, message: string): Problem => ({ code, message });

function withNumber(text: string, use: (value: number) => Problem | null): Problem | null {
  const value = Number(text.replace(",", "."));
  return Number.isFinite(value) ? use(value) : problem("shape_invalid", "Write a number");
}

type Limits = NonNullable<Field["validation"]>;
type LimitName = "min" | "max" | "minLen" | "maxLen";
const limitLabels: Record<LimitName, string> = {
  min: "Smallest value",
  max: "Largest value",
  minLen: "Shortest length",
  maxLen: "Longest length",
};

function LimitInputs({ field, set }: { field: Field; set: (limits: Limits) => Problem | null }) {
  const names: LimitName[] = numbers.has(field.type)
    ? ["min", "max"]
    : words.has(field.type)
      ? ["minLen", "maxLen"]
      : [];
  const limits = field.validation ?? {};
  return names.map((name) => (
    <CommitInput
      key={name}
      label={limitLabels[name]}
      inputMode="decimal"
      value={limits[name] === undefined ? "" : String(limits[name])}
      mayBeEmpty
      commit={(text) => {
        const { [name]: _before, ...rest } = limits;
        if (text === "") return set(rest);
        return withNumber(text, (value) => {
          if (
            name.endsWith("Len") &&
            (!Number.isInteger(value) || value < (name === "maxLen" ? 1 : 0) || value > 100_000)
          )
            return problem("shape_invalid", "Write a whole number up to 100000");
          return set({ ...rest, [name]: value });
        });
      }}
    />
  ));
}
