"use client";

import { Button, Loader, Text } from "@mantine/core";
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import type { Run, RunEvent } from "@/lib/features/build/run.schema";
import { plural } from "@/lib/shared/format";
import classes from "./builder.module.css";

/** What is being done, stage by stage as the server writes it down. It goes on without this page. */
export function BuildProgress({ run, onStop }: { run: Run; onStop: (() => Promise<void>) | undefined }) {
  const [isStopping, setStopping] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const last = run.events.at(-1);
  return (
    <div className={classes.progress}>
      <svg viewBox="0 0 96 84" className={classes.arches} aria-hidden="true" focusable="false">
        <path d="M8 84V44a40 40 0 0 1 80 0v40" />
        <path d="M24 84V46a24 24 0 0 1 48 0v38" />
        <path d="M38 84V48a10 10 0 0 1 20 0v36" />
      </svg>
      <h2 ref={heading} tabIndex={-1} className={classes.progressTitle}>
        Building
      </h2>
      <ol className={classes.stages} aria-live="polite" aria-label="Stages">
        {run.events.map((event) => (
          <li key={event.id} data-type={event.type}>
            <StageIcon event={event} isCurrent={event === last && event.type !== "read"} />
            <span>{stageInWords(event, event === last)}</span>
          </li>
        ))}
      </ol>
      <Elapsed since={run.createdAt} />
      <Text size="sm" c="dimmed" maw={460}>
        You may leave or reload this page: the work goes on.
      </Text>
      {onStop && (
        <Button
          variant="default"
          loading={isStopping}
          onClick={() => {
            setStopping(true);
            void onStop().finally(() => setStopping(false));
          }}
        >
          Stop
        </Button>
      )}
      <blockquote className={classes.progressIdea}>
        {run.idea.length > 260 ? `${run.idea.slice(0, 260)}…` : run.idea}
      </blockquote>
    </div>
  );
}

function StageIcon({ event, isCurrent }: { event: RunEvent; isCurrent: boolean }) {
  if (event.type === "fallback") return <IconAlertTriangle size={16} aria-hidden="true" />;
  return isCurrent ? <Loader size={14} aria-hidden="true" /> : <IconCheck size={16} aria-hidden="true" />;
}

function stageInWords(event: RunEvent, isLast: boolean): string {
  switch (event.type) {
    case "read":
      return `Read the idea: ${plural(event.data.entities, "list")} found`;
    case "asking": {
      const { attempt, model } = event.data;
      if (attempt > 1) return `Asking ${model} to put its plan right (attempt ${attempt})`;
      return `${isLast ? "Asking" : "Asked"} ${model} for a plan. That may take a minute or two`;
    }
    case "fallback":
      return event.data.message;
    case "compiling":
      return `${isLast ? "Writing" : "Wrote"} every file of ${event.data.appName}: ${plural(event.data.entities, "list")}`;
    case "done":
      return `Version ${event.data.version} is there: ${plural(event.data.files, "file")}`;
    case "failed":
      return event.data.message;
  }
}

function Elapsed({ since }: { since: string }) {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const count = () => setSeconds(Math.max(0, Math.round((Date.now() - Date.parse(since)) / 1000)));
    count();
    const timer = setInterval(count, 1000);
    return () => clearInterval(timer);
  }, [since]);
  return (
    <Text size="sm" c="dimmed" aria-hidden="true">
      {seconds} s
    </Text>
  );
}
