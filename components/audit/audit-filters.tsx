"use client";

import { Button, Group, Select, TextInput } from "@mantine/core";
import { parseAsString, useQueryStates } from "nuqs";
import { useMembers } from "@/components/members/use-members";

/** What the log can be narrowed to; the values live in the address, so that a view can be shared. */
export function useAuditFilters() {
  const [values, set] = useQueryStates({
    actor: parseAsString.withDefault(""),
    target: parseAsString.withDefault(""),
    from: parseAsString.withDefault(""),
    to: parseAsString.withDefault(""),
  });
  return {
    values,
    set,
    isActive: Object.values(values).some((value) => value !== ""),
    clear: () => void set({ actor: null, target: null, from: null, to: null }),
    query: {
      actorId: values.actor,
      targetType: values.target,
      from: startOf(values.from),
      to: endOf(values.to),
    },
  };
}

/** A day begins and ends where the viewer is. */
function startOf(day: string): string {
  const date = new Date(`${day}T00:00:00`);
  return day === "" || Number.isNaN(date.getTime()) ? "" : date.toISOString();
}

function endOf(day: string): string {
  const date = new Date(`${day}T23:59:59.999`);
  return day === "" || Number.isNaN(date.getTime()) ? "" : date.toISOString();
}

const targets = [
  { value: "workspace", label: "Workspace" },
  { value: "member", label: "Members" },
  { value: "guest", label: "Guests" },
  { value: "invite", label: "Invitations" },
  { value: "api_key", label: "API keys" },
  { value: "project", label: "Projects" },
  { value: "build", label: "Builds" },
  { value: "audit_log", label: "The log itself" },
];

export function AuditFilters({ filters }: { filters: ReturnType<typeof useAuditFilters> }) {
  const members = useMembers();
  const { values, set } = filters;
  const people = (members.data ?? []).map((member) => ({
    value: member.userId,
    label: member.displayName || member.email,
  }));
  return (
    <Group gap="sm" align="end" mb="md" component="search" aria-label="Filter the audit log">
      <Select
        label="Who"
        placeholder="Anybody"
        clearable
        searchable
        data={people}
        value={values.actor || null}
        onChange={(actor) => void set({ actor })}
        w={{ base: "100%", xs: 200 }}
      />
      <Select
        label="What"
        placeholder="Anything"
        clearable
        data={targets}
        value={values.target || null}
        onChange={(target) => void set({ target })}
        w={{ base: "100%", xs: 160 }}
      />
      <TextInput
        type="date"
        label="From"
        value={values.from}
        onChange={(event) => void set({ from: event.currentTarget.value || null })}
      />
      <TextInput
        type="date"
        label="To"
        value={values.to}
        onChange={(event) => void set({ to: event.currentTarget.value || null })}
      />
      {filters.isActive && (
        <Button variant="subtle" onClick={filters.clear}>
          Clear filters
        </Button>
      )}
    </Group>
  );
}
