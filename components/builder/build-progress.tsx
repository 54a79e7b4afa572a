"use client";

import { Text } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import classes from "./builder.module.css";

/** Seconds after which the offline engine would have been done. */
const patience = 10;

/** The server answers once, at the end, so this shows that work goes on and never pretends to know how far it is. */
export function BuildProgress({ idea }: { idea: string }) {
  const [seconds, setSeconds] = useState(0);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
    const timer = setInterval(() => setSeconds((value) => value + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  return (
    <div className={classes.progress} role="status">
      <svg viewBox="0 0 96 84" className={classes.arches} aria-hidden="true" focusable="false">
        <path d="M8 84V44a40 40 0 0 1 80 0v40" />
        <path d="M24 84V46a24 24 0 0 1 48 0v38" />
        <path d="M38 84V48a10 10 0 0 1 20 0v36" />
      </svg>
      <h2 ref={heading} tabIndex={-1} className={classes.progressTitle}>
        Building
      </h2>
      <Text size="sm" c="dimmed" maw={460}>
        {seconds < patience
          ? "Reading the idea, writing the blueprint, then compiling every file. Usually this takes a few seconds."
          : "Still working. A language model may think about a plan for a minute or two; if it takes too long, the offline engine takes over."}
      </Text>
      <Text size="sm" c="dimmed" aria-hidden="true">
        {seconds} s
      </Text>
      <blockquote className={classes.progressIdea}>{idea.length > 260 ? `${idea.slice(0, 260)}…` : idea}</blockquote>
    </div>
  );
}
