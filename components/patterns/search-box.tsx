"use client";

import { TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import classes from "./search-box.module.css";

type Props = { value: string; label: string; placeholder: string; onSearch: (value: string) => void };

/** The search of a list: speaks up when the typing pauses, and follows its value when that changes elsewhere. */
export function SearchBox({ value, label, placeholder, onSearch }: Props) {
  const [text, setText] = useState(value);
  // Follows the address when somebody clears the filters or goes back, without fighting the typing.
  const [seen, setSeen] = useState(value);
  if (value !== seen) {
    setSeen(value);
    if (value !== text.trim()) setText(value);
  }
  const search = useDebouncedCallback(onSearch, 250);
  return (
    <TextInput
      type="search"
      className={classes.box ?? ""}
      placeholder={placeholder}
      aria-label={label}
      leftSection={<IconSearch size={16} aria-hidden="true" />}
      maxLength={80}
      value={text}
      onChange={(event) => {
        setText(event.currentTarget.value);
        search(event.currentTarget.value.trim());
      }}
    />
  );
}
