"use client";

import { Button, Popover, Table } from "@mantine/core";
import { useTimeZone } from "@/components/workspace/use-me";
import type { AuditEntry } from "@/lib/features/audit/audit.schema";
import { isRecord } from "@/lib/shared/api-client";
import { absoluteTime, humanizeCode, plural } from "@/lib/shared/format";
import classes from "./audit.module.css";

/** The details on demand: what changed, and what an investigation needs to quote. */
export function ChangesView({ entry }: { entry: AuditEntry }) {
  const timeZone = useTimeZone();
  const changes = Object.entries(entry.changes);
  return (
    <Popover position="bottom-start" shadow="md" withArrow trapFocus returnFocus width="min(30rem, 92vw)">
      <Popover.Target>
        <Button size="compact-sm" variant="subtle">
          {changes.length === 0 ? "Details" : plural(changes.length, "value")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown
        aria-label={`Details of entry ${entry.seq}`}
        tabIndex={-1}
        data-autofocus
        className={classes.details ?? ""}
      >
        <Table variant="vertical" fz="xs" withTableBorder={false}>
          <Table.Tbody>
            {changes.map(([name, value]) => (
              <Row key={name} name={humanizeCode(name)} value={inWords(value)} />
            ))}
            <Row name="At" value={absoluteTime(entry.at, timeZone)} />
            <Row name="Via" value={entry.via} />
            {entry.targetId !== null && <Row name="Target" value={entry.targetId} />}
            {entry.requestId !== null && <Row name="Request" value={entry.requestId} />}
            <Row name="Hash" value={entry.hash} />
          </Table.Tbody>
        </Table>
      </Popover.Dropdown>
    </Popover>
  );
}

function Row({ name, value }: { name: string; value: string }) {
  return (
    <Table.Tr>
      <Table.Th scope="row" w={100}>
        {name}
      </Table.Th>
      <Table.Td className={classes.value ?? ""}>{value}</Table.Td>
    </Table.Tr>
  );
}

function inWords(value: unknown): string {
  if (Array.isArray(value) && value.length === 2) return `${inWords(value[0])} → ${inWords(value[1])}`;
  if (isRecord(value) && ("from" in value || "to" in value)) return `${inWords(value.from)} → ${inWords(value.to)}`;
  if (value === null || value === undefined || value === "") return "nothing";
  return typeof value === "string" ? value : JSON.stringify(value);
}
