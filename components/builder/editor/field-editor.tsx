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
import { hasForm, takesPattern } from "@/lib/features/builder/blueprint/field-pattern";
import type { Operation, OperationOf } from "@/lib/features/builder/edit/operations";
import { fieldWords, typeInWords } from "../blueprint-words";
import { ChoicesEditor } from "./choices-editor";
import type { Problem } from "./draft";
import classes from "./editor.module.css";
import { ActionButton, CommitInput, MoveButtons, ProblemText, useAttempt } from "./inputs";
import type { Push } from "./use-draft";

type Props = { entity: Entity; field: Field; blueprint: Blueprint; push: Push };
export const typeOptions = FIELD_TYPES.map((value) => ({ value, label: typeInWords(value) }));

const FLAGS = [
  ["unique", "Must be unique"],
  ["searchable", "Found by search"],
  ["sensitive", "Kept out of lists"],
  ["indexed", "Often sorted by"],
] as const;

export function FieldEditor(props: Props) {
  const { entity, field, blueprint, push } = props;
  const [opened, { toggle }] = useDisclosure(false);
  const id = useId();
  return (
    <li className={classes.row}>
      <div className={classes.rowHead}>
        <span className={classes.rowName}>{field.label}</span>
        <span className={classes.dim}>{fieldWords(field, blueprint)}</span>
        <span className={classes.rowButtons}>
          <MoveButtons
            push={push}
            what={field.label}
            index={entity.fields.indexOf(field)}
            count={entity.fields.length}
            to={(to) => ({ kind: "moveField", entity: entity.id, field: field.id, to })}
          />
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
        </span>
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
        {takesPattern(field.type) && (
          <CommitInput
            label="Form of the text"
            description="A pattern such as [A-Z]{2}-\d{4}"
            value={field.validation?.pattern ?? ""}
            maxLength={200}
            mayBeEmpty
            commit={(pattern) => {
              const { pattern: _before, ...rest } = field.validation ?? {};
              return push(change({ validation: pattern === "" ? rest : { ...rest, pattern } }));
            }}
          />
        )}
        <ProductSelect entity={entity} field={field} push={push} />
      </div>
      <div className={classes.checks}>
        <Checkbox
          label="Required"
          checked={field.required}
          onChange={(event) => run({ kind: "setRequired", ...at, required: event.currentTarget.checked })}
        />
        {FLAGS.map(([flag, label]) => (
          <Checkbox
            key={flag}
            label={label}
            checked={field[flag]}
            onChange={(event) => run(change({ [flag]: event.currentTarget.checked }))}
          />
        ))}
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

/** A number may be worked out of two others instead of filled in. */
function ProductSelect({ entity, field, push }: { entity: Entity; field: Field; push: Push }) {
  const { problem, run } = useAttempt(push);
  if (!numbers.has(field.type)) return null;
  const factors = entity.fields.filter((item) => numbers.has(item.type) && item.id !== field.id && !item.computed);
  const pairs = factors.flatMap((a, index) =>
    factors
      .slice(index)
      .flatMap((b): { value: string; label: string; of: [string, string] }[] =>
        a.id === b.id ? [] : [{ value: `${a.key} ${b.key}`, label: `${a.label} times ${b.label}`, of: [a.id, b.id] }],
      ),
  );
  const [a, b] = field.computed?.fields ?? [];
  const value = pairs.find((pair) => pair.value === `${a} ${b}` || pair.value === `${b} ${a}`)?.value ?? "";
  if (pairs.length === 0) return null;
  return (
    <NativeSelect
      label="Comes from"
      value={value}
      data={[{ value: "", label: "Somebody fills it in" }, ...pairs]}
      error={problem?.message}
      onChange={(event) => {
        const of = pairs.find((pair) => pair.value === event.currentTarget.value)?.of ?? null;
        run({ kind: "setProduct", entity: entity.id, field: field.id, of });
      }}
    />
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
      commit={(text) => {
        if (text === "") return set(null);
        if (text.length > (field.validation?.maxLen ?? 500))
          return problem("default_invalid", `At most ${field.validation?.maxLen ?? 500} characters`);
        return hasForm(field, text) ? set(text) : problem("default_invalid", "It does not have the form of the field");
      }}
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
