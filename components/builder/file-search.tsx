"use client";

import { Text, TextInput, UnstyledButton } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { FormError } from "@/components/patterns/form-error";
import { plural } from "@/lib/shared/format";
import classes from "./compare.module.css";
import { useFileSearch } from "./use-compare";

type Props = { buildId: string; onSelect: (path: string) => void };

/** Finds words in the contents of all files. */
export function FileSearch({ buildId, onSelect }: Props) {
  const [text, setText] = useState("");
  const [words] = useDebouncedValue(text.trim(), 300);
  const search = useFileSearch(buildId, words);
  const isOpen = words.length >= 2 && text.trim() !== "";
  return (
    <search className={classes.search}>
      <TextInput
        type="search"
        aria-label="Search in all files"
        placeholder="Search in all files"
        leftSection={<IconSearch size={16} aria-hidden="true" />}
        value={text}
        maxLength={100}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {isOpen && (
        <>
          <FormError error={search.error} />
          <Text size="sm" c="dimmed" mt={6} role="status">
            {search.data ? summary(search.data.total, search.data.matches.length) : "Searching…"}
          </Text>
          {search.data !== undefined && search.data.matches.length > 0 && (
            <ul className={classes.hits}>
              {search.data.matches.map((match) => (
                <li key={`${match.path}:${match.line}`}>
                  <UnstyledButton className={classes.hit ?? ""} onClick={() => onSelect(match.path)}>
                    <span>
                      {match.path}, line {match.line}
                    </span>
                    <code>{match.text}</code>
                  </UnstyledButton>
                </li>
              ))}
            </ul>
          )}
        </>
      )}
    </search>
  );
}

function summary(total: number, shown: number): string {
  if (total === 0) return "Nothing found";
  return total > shown ? `${plural(total, "line")}, the first ${shown} of them` : plural(total, "line");
}
