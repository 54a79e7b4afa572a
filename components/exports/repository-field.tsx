"use client";

import { Badge, Button, Combobox, Loader, Text, TextInput, type TextInputProps, useCombobox } from "@mantine/core";
import type { ReactNode } from "react";
import { errorSentence } from "@/components/patterns/error-words";
import type { Repository } from "@/lib/features/connection/connection.schema";
import classes from "./exports.module.css";
import { unusable } from "./repository-words";
import { fullName, type useRepositories } from "./use-repositories";

type Props = {
  value: string;
  onChange: (value: string) => void;
  error: ReactNode;
  repositories: ReturnType<typeof useRepositories>;
};

/**
 * Chooses a repository, or takes its name as typed. The list stands in the page and not above it: in a dialog that scrolls, on a
 * phone with its keyboard open, nothing else stays where it belongs.
 */
export function RepositoryField({ value, onChange, error, repositories }: Props) {
  const combobox = useCombobox();
  const { rows, isWhole, isLooking, error: failure, lookFurther } = repositories;
  const choose = (full: string) => {
    onChange(full);
    combobox.closeDropdown();
  };
  return (
    <Combobox store={combobox} onOptionSubmit={choose} withinPortal={false}>
      <Combobox.EventsTarget withExpandedAttribute autoComplete="off">
        <Field
          hasActive={() => combobox.getSelectedOptionIndex() !== -1}
          role="combobox"
          label="Repository"
          description={
            failure === null
              ? "Choose one, or type its owner and name"
              : `The list could not be loaded: ${errorSentence(failure)} Type owner and name instead.`
          }
          placeholder="owner/name"
          maxLength={300}
          spellCheck={false}
          autoCapitalize="none"
          rightSection={isLooking ? <Loader size={16} aria-label="Asking GitHub" /> : null}
          value={value}
          error={error}
          onFocus={() => combobox.openDropdown()}
          onClick={() => combobox.openDropdown()}
          onChange={(event) => {
            onChange(event.currentTarget.value);
            combobox.openDropdown();
            combobox.resetSelectedOption();
          }}
        />
      </Combobox.EventsTarget>
      {/* There from the start, so that the field can name its list the moment it opens. */}
      <div className={classes.choices} hidden={!combobox.dropdownOpened || failure !== null}>
        <Combobox.Options aria-label="Repositories" className={classes.options ?? ""}>
          {rows.map((row) => (
            <Choice key={fullName(row)} row={row} isChosen={fullName(row) === value.trim()} />
          ))}
        </Combobox.Options>
        <Rest isEmpty={rows.length === 0} isLooking={isLooking} isWhole={isWhole} lookFurther={lookFurther} />
      </div>
    </Combobox>
  );
}

/** Names the option under the keyboard only while there is one: typing may have taken it from the list. */
function Field({
  hasActive,
  "aria-activedescendant": active,
  ...props
}: TextInputProps & { hasActive: () => boolean }) {
  return <TextInput {...props} {...(active !== undefined && hasActive() ? { "aria-activedescendant": active } : {})} />;
}

function Choice({ row, isChosen }: { row: Repository; isChosen: boolean }) {
  const reason = unusable(row);
  return (
    <Combobox.Option
      value={fullName(row)}
      disabled={reason !== undefined}
      active={isChosen}
      className={classes.choice ?? ""}
    >
      <span className={classes.choiceName}>{fullName(row)}</span>
      {!row.isPrivate && (
        <Badge size="sm" variant="light" color="sun">
          public
        </Badge>
      )}
      {reason !== undefined && <span className={classes.choiceReason}>{reason}</span>}
    </Combobox.Option>
  );
}

type RestProps = { isEmpty: boolean; isLooking: boolean; isWhole: boolean; lookFurther: (() => void) | undefined };

/** What is below the list, or stands for it. */
function Rest({ isEmpty, isLooking, isWhole, lookFurther }: RestProps) {
  const words = isLooking
    ? "Asking GitHub…"
    : isEmpty
      ? isWhole
        ? "The account sees no such repository. A name you type is tried all the same."
        : "None so far."
      : isWhole
        ? undefined
        : "These are the newest. Type a part of the name to find others.";
  if (words === undefined && lookFurther === undefined) return null;
  return (
    <div className={classes.choicesRest}>
      <Text size="xs" c="dimmed" role="status">
        {words}
      </Text>
      {lookFurther !== undefined && (
        <Button size="compact-xs" variant="default" onClick={lookFurther}>
          Look further
        </Button>
      )}
    </div>
  );
}
