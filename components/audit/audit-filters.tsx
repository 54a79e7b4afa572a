"use client";

import { Button, Select, TextInput } from "@mantine/core";
import { useAllMembers } from "@/components/members/use-members";
import { DayRange } from "@/components/patterns/day-range";
import { humanizeCode } from "@/lib/shared/format";
import classes from "./audit.module.css";

export type AuditFilterValues = {
  action: string | null;
  actorId: string | null;
  targetType: string | null;
  from: string | null;
  to: string | null;
};
export const noFilters: AuditFilterValues = { action: null, actorId: null, targetType: null, from: null, to: null };

const targets = [
  "workspace",
  "member",
  "invite",
  "api_key",
  "project",
  "build",
  "connection",
  "export",
  "assistant",
  "source",
  "curated_answer",
  "conversation",
  "canned_reply",
  "lead",
  "job",
  "audit_log",
];
type Props = { value: AuditFilterValues; onChange: (change: Partial<AuditFilterValues>) => void };

export function AuditFilters({ value, onChange }: Props) {
  const members = useAllMembers();
  const any = Object.values(value).some((item) => item !== null);
  const text = (input: string) => (input === "" ? null : input);
  return (
    <search className={classes.filters}>
      <Select
        label="Who"
        placeholder="Anybody"
        clearable
        searchable
        data={(members.data ?? []).map((member) => ({ value: member.userId, label: member.displayName }))}
        value={value.actorId}
        onChange={(actorId) => onChange({ actorId })}
      />
      <Select
        label="About"
        placeholder="Anything"
        clearable
        data={targets.map((target) => ({ value: target, label: humanizeCode(target) }))}
        value={value.targetType}
        onChange={(targetType) => onChange({ targetType })}
      />
      <TextInput
        label="Action"
        placeholder="project.created"
        value={value.action ?? ""}
        maxLength={80}
        spellCheck={false}
        onChange={(event) => onChange({ action: text(event.currentTarget.value) })}
      />
      <DayRange from={value.from} to={value.to} onChange={onChange} />
      {any && (
        <Button variant="subtle" onClick={() => onChange(noFilters)}>
          Clear filters
        </Button>
      )}
    </search>
  );
}
