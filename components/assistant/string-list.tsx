"use client";

import { ActionIcon, Button, Input, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { type ReactNode, useEffect, useRef } from "react";
import classes from "./forms.module.css";

type Props = {
  label: string;
  description: string;
  /** What one of them is called, for the buttons. */
  noun: string;
  values: string[];
  onChange: (values: string[]) => void;
  most: number;
  maxLength: number;
  placeholder?: string;
  error?: ReactNode;
  /** What is wrong with one of them. */
  check?: (value: string) => string | null;
};

/** Texts that people write one below the other. An empty line is left out when it is saved. */
export function StringList(props: Props) {
  const { label, description, noun, values, onChange, most, maxLength, placeholder, error, check } = props;
  const list = useRef<HTMLDivElement>(null);
  const added = useRef(false);
  const shown = values.length === 0 ? [""] : values;
  useEffect(() => {
    if (!added.current) return;
    added.current = false;
    if (shown.length > 0) list.current?.querySelector<HTMLInputElement>("[data-line]:last-child input")?.focus();
  }, [shown.length]);
  const add = () => {
    added.current = true;
    onChange([...shown, ""]);
  };
  return (
    <fieldset className={classes.list}>
      <legend className={classes.legend}>{label}</legend>
      <Input.Description>{description}</Input.Description>
      <div ref={list} className={classes.lines}>
        {shown.map((value, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place; two of them may read the same
          <div key={at} data-line className={classes.line}>
            <TextInput
              aria-label={`${noun} ${at + 1}`}
              className={classes.lineInput ?? ""}
              value={value}
              maxLength={maxLength}
              error={value.trim() === "" ? null : check?.(value)}
              {...(placeholder === undefined ? {} : { placeholder })}
              onChange={(event) => {
                const text = event.currentTarget.value;
                onChange(shown.map((other, index) => (index === at ? text : other)));
              }}
              onKeyDown={(event) => {
                if (event.key !== "Enter") return;
                event.preventDefault();
                if (shown.length < most) add();
              }}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              size={36}
              aria-label={`Remove ${noun.toLowerCase()} ${at + 1}`}
              disabled={shown.length === 1 && value === ""}
              onClick={() => onChange(shown.filter((_value, index) => index !== at))}
            >
              <IconTrash size={16} aria-hidden="true" />
            </ActionIcon>
          </div>
        ))}
      </div>
      {error !== undefined && error !== null && <Input.Error>{error}</Input.Error>}
      {shown.length < most && (
        <Button
          size="xs"
          variant="default"
          className={classes.add ?? ""}
          leftSection={<IconPlus size={14} aria-hidden="true" />}
          onClick={add}
        >
          Add another
        </Button>
      )}
    </fieldset>
  );
}

/** What is saved of such a list. */
export function written(values: string[]): string[] {
  return values.map((value) => value.trim()).filter((value) => value !== "");
}
