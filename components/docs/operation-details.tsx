"use client";

import { IconChevronRight } from "@tabler/icons-react";
import { type ReactNode, useEffect, useState } from "react";
import classes from "./docs.module.css";
import { useDocsSearch } from "./docs-search";

/** So few hits are what somebody was looking for. */
const fewHits = 3;

/** `text` is what a search looks through. */
type Props = { id: string; label: string; parts: string; text: string; children: ReactNode };

/**
 * Fields and example of an operation, drawn once they are wanted: by a click, by an address that names the operation, or by
 * a search that leaves only a few. All of them at once made a page on which every change took seconds.
 */
export function OperationDetails({ id, label, parts, text, children }: Props) {
  const { q, found, matches } = useDocsSearch();
  const [chosen, setChosen] = useState<boolean | null>(null);
  useEffect(() => {
    const isNamed = () => window.location.hash === `#${id}`;
    const look = () => {
      if (isNamed()) setChosen(true);
    };
    look();
    // The browser went there before the operation had arrived.
    if (isNamed()) document.getElementById(id)?.scrollIntoView();
    window.addEventListener("hashchange", look);
    return () => window.removeEventListener("hashchange", look);
  }, [id]);
  const isOpen = chosen ?? (q.trim() !== "" && found <= fewHits && matches(text));
  return (
    // Not <details>: Chromium leaves what it holds in the colours of the theme in which the page was opened.
    <div className={classes.details}>
      <button
        type="button"
        className={classes.more}
        aria-expanded={isOpen}
        aria-label={`${label}: ${parts}`}
        onClick={() => setChosen(!isOpen)}
      >
        <IconChevronRight size={15} aria-hidden="true" className={classes.chevron ?? ""} />
        {parts}
      </button>
      {isOpen && <div className={classes.detailColumns}>{children}</div>}
    </div>
  );
}
