"use client";

import { NativeSelect, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useOwners } from "./use-repositories";

type Props = {
  connectionId: string;
  account: string;
  /** Empty: the account itself. */
  value: string;
  onChange: (value: string) => void;
  error: ReactNode;
};

const another = "\0another";

/** Whose the new repository is to be: the account, one of its organizations, or one that GitHub does not tell of. */
export function OwnerField({ connectionId, account, value, onChange, error }: Props) {
  const { organizations, isLoading, hint } = useOwners(connectionId, true);
  const [isTyped, setIsTyped] = useState(false);
  return (
    <>
      <NativeSelect
        label="Owner"
        description={isLoading ? "Asking GitHub for organizations…" : "The account, or an organization"}
        data={[
          { value: "", label: account },
          ...organizations.map(({ login }) => ({ value: login, label: login })),
          { value: another, label: "Another organization…" },
        ]}
        value={isTyped ? another : value}
        error={isTyped ? undefined : error}
        onChange={(event) => {
          const chosen = event.currentTarget.value;
          setIsTyped(chosen === another);
          onChange(chosen === another ? "" : chosen);
        }}
      />
      {isTyped && (
        <TextInput
          label="Organization"
          description={hint ?? "As in its address at GitHub"}
          maxLength={100}
          spellCheck={false}
          autoCapitalize="none"
          autoComplete="off"
          value={value}
          error={error}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </>
  );
}
