"use client";

import { ActionIcon, Button, type ButtonProps, Group, Text, TextInput, type TextInputProps } from "@mantine/core";
import { IconChevronDown, IconChevronUp, IconPlus } from "@tabler/icons-react";
import { type KeyboardEvent, type ReactNode, useState } from "react";
import type { Operation } from "@/lib/features/builder/edit/operations";
import type { Problem } from "./draft";
import classes from "./editor.module.css";
import type { Push } from "./use-draft";

type CommitProps = Omit<TextInputProps, "value" | "onChange" | "error"> & {
  value: string;
  /** The change, or why it is not possible. */
  commit: (value: string) => Problem | null;
  /** An empty value is a value: it takes something away. */
  mayBeEmpty?: boolean;
};

/** A text that becomes a change when it is left or confirmed, not with every letter. */
export function CommitInput({ value, commit, mayBeEmpty = false, ...rest }: CommitProps) {
  const [text, setText] = useState(value);
  const [shown, setShown] = useState(value);
  const [problem, setProblem] = useState<string | null>(null);
  // Undo and redo change the value from outside.
  if (shown !== value) {
    setShown(value);
    setText(value);
    setProblem(null);
  }
  const done = () => {
    const next = text.trim();
    if (next === value) return setProblem(null);
    if (next === "" && !mayBeEmpty) return setProblem("Write a name");
    setProblem(commit(next)?.message ?? null);
  };
  return (
    <TextInput
      {...rest}
      value={text}
      error={problem}
      maxLength={rest.maxLength ?? 80}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={done}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key === "Enter") {
          event.preventDefault();
          done();
        }
        if (event.key === "Escape") {
          setText(value);
          setProblem(null);
        }
      }}
    />
  );
}

/** The sentence of a change that was not possible, beside what asked for it. */
export function ProblemText({ problem }: { problem: Problem | null }) {
  if (problem === null) return null;
  return (
    <Text size="sm" c="var(--mantine-color-error)" role="alert" data-code={problem.code}>
      {problem.message}
    </Text>
  );
}

/** Tries changes and keeps the sentence of the last one that was not possible. */
export function useAttempt(push: Push) {
  const [problem, setProblem] = useState<Problem | null>(null);
  const run = (...operations: Operation[]): boolean => {
    const found = push(...operations);
    setProblem(found);
    return found === null;
  };
  return { problem, run };
}

type MoveProps = {
  push: Push;
  /** Named in the buttons' labels. */
  what: string;
  index: number;
  count: number;
  to: (place: number) => Operation;
};

/** Two buttons that move something one place up or down. */
export function MoveButtons({ push, what, index, count, to }: MoveProps) {
  if (count < 2) return null;
  return (
    <Group gap={2} wrap="nowrap" className={classes.move ?? ""}>
      <ActionIcon
        variant="subtle"
        color="gray"
        disabled={index === 0}
        aria-label={`Move ${what} up`}
        onClick={() => push(to(index - 1))}
      >
        <IconChevronUp size={16} aria-hidden="true" />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        disabled={index === count - 1}
        aria-label={`Move ${what} down`}
        onClick={() => push(to(index + 1))}
      >
        <IconChevronDown size={16} aria-hidden="true" />
      </ActionIcon>
    </Group>
  );
}

type NameProps = { label: string; setLabel: (label: string) => void };

/** The name of something new; without one, the change finds one. */
export function OptionalName({ label, setLabel }: NameProps) {
  return (
    <TextInput
      label="Called (optional)"
      value={label}
      maxLength={80}
      onChange={(event) => setLabel(event.currentTarget.value)}
    />
  );
}

type AddProps = ButtonProps & { onClick: () => void; children: ReactNode };

/** Ends a form of something new. */
export function AddButton(props: AddProps) {
  return (
    <Button size="compact-sm" variant="default" leftSection={<IconPlus size={14} aria-hidden="true" />} {...props} />
  );
}

type ActionProps = ButtonProps & { push: Push; operation: Operation; children: ReactNode; "aria-label"?: string };

/** A button that is one change. */
export function ActionButton({ push, operation, children, ...rest }: ActionProps) {
  const { problem, run } = useAttempt(push);
  return (
    <Group gap="xs" className={classes.action ?? ""}>
      <Button size="compact-sm" variant="default" {...rest} onClick={() => run(operation)}>
        {children}
      </Button>
      <ProblemText problem={problem} />
    </Group>
  );
}
