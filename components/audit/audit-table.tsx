"use client";

import { Code } from "@mantine/core";
import { type Column, DataTable } from "@/components/patterns/data-table";
import { RelativeTime } from "@/components/patterns/relative-time";
import type { AuditEntry } from "@/lib/features/audit/audit.schema";
import { isRecord } from "@/lib/shared/api-client";
import classes from "./audit.module.css";

const doors: Record<string, string> = {
  app: "Atrium",
  api: "API key",
  seed: "Set-up",
  job: "Background job",
  data_api: "Data API",
};

function textOf(value: unknown): string {
  if (value === null || value === undefined || value === "") return "nothing";
  return typeof value === "string" ? value : JSON.stringify(value);
}

function Changes({ changes }: { changes: AuditEntry["changes"] }) {
  const entries = Object.entries(changes);
  if (entries.length === 0) return <span className={classes.quiet}>–</span>;
  return (
    <ul className={classes.changes}>
      {entries.map(([field, change]) => (
        <li key={field}>
          <span className={classes.field}>{field.replaceAll("_", " ")}</span>{" "}
          {isRecord(change) && "from" in change && <del>{textOf(change.from)}</del>}{" "}
          {isRecord(change) && "to" in change && <ins>{textOf(change.to)}</ins>}
          {!isRecord(change) && <span>{textOf(change)}</span>}
        </li>
      ))}
    </ul>
  );
}

const columns: Column<AuditEntry>[] = [
  {
    key: "action",
    header: "Action",
    primary: true,
    render: (entry) => (
      <span className={classes.action}>
        <Code>{entry.action}</Code>
        <span className={classes.quiet}>no. {entry.seq}</span>
      </span>
    ),
  },
  {
    key: "who",
    header: "Who",
    render: (entry) => (
      <span className={classes.action}>
        <span>{entry.actorName ?? (entry.actorType === "system" ? "Atrium" : "Former member")}</span>
        <span className={classes.quiet}>through {doors[entry.via] ?? entry.via}</span>
      </span>
    ),
  },
  { key: "changes", header: "Changes", render: (entry) => <Changes changes={entry.changes} /> },
  { key: "at", header: "When", render: (entry) => <RelativeTime iso={entry.at} /> },
];

export function AuditTable({ entries }: { entries: readonly AuditEntry[] }) {
  return <DataTable caption="Audit log" columns={columns} rows={entries} rowKey={(entry) => entry.id} />;
}
