"use client";

import { TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { parseAsString, useQueryState } from "nuqs";
import { createContext, type ReactNode, use, useDeferredValue, useMemo } from "react";
import { FilteredEmptyState } from "@/components/patterns/states";
import { plural } from "@/lib/shared/format";
import classes from "./docs.module.css";

type Search = { q: string; setQ: (q: string) => void; matches: (text: string) => boolean; found: number };

const Context = createContext<Search | null>(null);

export function useDocsSearch(): Search {
  const value = use(Context);
  if (value === null) throw new Error("useDocsSearch outside the reference");
  return value;
}

export function SearchProvider({ texts, children }: { texts: readonly string[]; children: ReactNode }) {
  const [q, setQ] = useQueryState("q", parseAsString.withDefault("").withOptions({ clearOnDefault: true }));
  const wanted = useDeferredValue(q);
  const value = useMemo<Search>(() => {
    const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
    const matches = (text: string) => words.every((word) => text.includes(word));
    return { q, setQ: (next) => void setQ(next), matches, found: texts.filter(matches).length };
  }, [q, wanted, setQ, texts]);
  return <Context value={value}>{children}</Context>;
}

export function SearchBox() {
  const { q, setQ, found } = useDocsSearch();
  return (
    <search className={classes.search}>
      <TextInput
        type="search"
        size="md"
        placeholder="Search addresses, fields and scopes"
        aria-label="Search the API reference"
        leftSection={<IconSearch size={17} aria-hidden="true" />}
        maxLength={80}
        value={q}
        onChange={(event) => setQ(event.currentTarget.value)}
      />
      <p className={classes.found} role="status">
        {q.trim() === "" ? "" : `${plural(found, "address", "addresses")} found`}
      </p>
    </search>
  );
}

/** Stays in the document when it does not match, so that the search never loads anything. */
export function SearchHit({ text, children }: { text: string | readonly string[]; children: ReactNode }) {
  const { matches } = useDocsSearch();
  const hit = typeof text === "string" ? matches(text) : text.some(matches);
  return <div hidden={!hit}>{children}</div>;
}

export function NothingFound() {
  const { q, setQ, found } = useDocsSearch();
  return found === 0 ? (
    <FilteredEmptyState title={`No address matches “${q.trim()}”`} onClear={() => setQ("")} />
  ) : null;
}
