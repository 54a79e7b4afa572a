"use client";

import { Badge, Button, NativeSelect, UnstyledButton } from "@mantine/core";
import { IconDownload, IconUserHeart } from "@tabler/icons-react";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useAssistantChoices } from "@/components/inbox/use-inbox";
import { type Column, DataTable } from "@/components/patterns/data-table";
import { DayRange, endOfDay, startOfDay } from "@/components/patterns/day-range";
import { LoadMore } from "@/components/patterns/load-more";
import { PageHeader } from "@/components/patterns/page-header";
import { QueryView } from "@/components/patterns/query-view";
import { RelativeTime } from "@/components/patterns/relative-time";
import { SearchBox } from "@/components/patterns/search-box";
import { RowsSkeleton } from "@/components/patterns/skeletons";
import { EmptyState, FilteredEmptyState } from "@/components/patterns/states";
import { ButtonLink } from "@/components/ui/links";
import { RequirePermission, useWorkspace } from "@/components/workspace/workspace-context";
import { type Lead, leadStatuses } from "@/lib/features/lead/lead.schema";
import { apiUrl } from "@/lib/shared/api-client";
import classes from "./lead.module.css";
import { LeadDrawer } from "./lead-drawer";
import { leadStatusWords } from "./lead-words";
import { useLeads } from "./use-leads";

export function LeadsPage() {
  return (
    <RequirePermission permission="leads.read" what="leads">
      <Leads />
    </RequirePermission>
  );
}

const noFilters = { status: null, assistant: null, q: null, from: null, to: null };

function Leads() {
  const { base, scope, can } = useWorkspace();
  const [state, setState] = useQueryStates({
    lead: parseAsString,
    status: parseAsStringLiteral(leadStatuses),
    assistant: parseAsString,
    q: parseAsString,
    from: parseAsString,
    to: parseAsString,
  });
  const { lead, ...filters } = state;
  const query = {
    ...scope,
    status: filters.status,
    assistantId: filters.assistant,
    q: filters.q,
    from: startOfDay(filters.from),
    to: endOfDay(filters.to),
  };
  const list = useLeads(query);
  const filtered = Object.values(filters).some((value) => value !== null);
  return (
    <>
      <PageHeader
        title="Leads"
        description="Visitors who left their details, with what they agreed to."
        actions={
          can("leads.export") ? (
            <Button
              component="a"
              href={apiUrl("leads/export", query)}
              variant="default"
              leftSection={<IconDownload size={16} aria-hidden="true" />}
            >
              {filtered ? "Export these as CSV" : "Export as CSV"}
            </Button>
          ) : undefined
        }
      />
      <Filters value={filters} filtered={filtered} onChange={(change) => void setState(change)} />
      <QueryView query={list.query} skeleton={<RowsSkeleton rows={6} />}>
        {() =>
          list.items.length > 0 ? (
            <>
              <DataTable
                caption="Leads, newest first"
                columns={columnsWith((id) => void setState({ lead: id }, { history: "push" }))}
                rows={list.items}
                rowKey={(row) => row.id}
              />
              <LoadMore list={list} noun="lead" />
            </>
          ) : filtered ? (
            <FilteredEmptyState title="No such leads" onClear={() => void setState(noFilters)} />
          ) : (
            <EmptyState
              icon={IconUserHeart}
              title="Nobody has left their details yet"
              body="When an assistant cannot help, its visitors can leave an address. You find them here."
              actions={
                <ButtonLink href={`${base}/assistants`} variant="default">
                  To the assistants
                </ButtonLink>
              }
            />
          )
        }
      </QueryView>
      <LeadDrawer id={lead} onClose={() => void setState({ lead: null })} />
    </>
  );
}

function columnsWith(open: (id: string) => void): Column<Lead>[] {
  return [
    {
      key: "who",
      header: "Who",
      primary: true,
      render: (row) => (
        <UnstyledButton className={classes.who} onClick={() => open(row.id)}>
          <strong>{row.name || row.email}</strong>
          {row.name !== "" && <span className={classes.small}>{row.email}</span>}
        </UnstyledButton>
      ),
    },
    {
      key: "message",
      header: "Message",
      render: (row) =>
        row.message === "" ? (
          <span className={classes.small}>None</span>
        ) : (
          <span className={classes.excerpt} dir="auto">
            {row.message}
          </span>
        ),
    },
    { key: "assistant", header: "Assistant", render: (row) => row.assistant.name },
    {
      key: "status",
      header: "Status",
      width: "8rem",
      render: (row) => <Badge color={leadStatusWords[row.status].color}>{leadStatusWords[row.status].label}</Badge>,
    },
    { key: "at", header: "Left", width: "9rem", render: (row) => <RelativeTime iso={row.createdAt} /> },
  ];
}

type FilterValues = {
  status: (typeof leadStatuses)[number] | null;
  assistant: string | null;
  q: string | null;
  from: string | null;
  to: string | null;
};
type FilterProps = { value: FilterValues; filtered: boolean; onChange: (change: Partial<FilterValues>) => void };

function Filters({ value, filtered, onChange }: FilterProps) {
  const assistants = useAssistantChoices();
  const text = (input: string) => (input === "" ? null : input);
  return (
    <search className={classes.filters}>
      <SearchBox
        value={value.q ?? ""}
        label="Search leads"
        placeholder="Name, address or message"
        onSearch={(q) => onChange({ q: text(q) })}
      />
      <NativeSelect
        label="Status"
        value={value.status ?? ""}
        onChange={(event) =>
          onChange({ status: leadStatuses.find((item) => item === event.currentTarget.value) ?? null })
        }
        data={[
          { value: "", label: "Any" },
          ...leadStatuses.map((status) => ({ value: status, label: leadStatusWords[status].label })),
        ]}
      />
      {(assistants.data?.length ?? 0) > 0 && (
        <NativeSelect
          label="Assistant"
          value={value.assistant ?? ""}
          onChange={(event) => onChange({ assistant: text(event.currentTarget.value) })}
          data={[
            { value: "", label: "Any" },
            ...(assistants.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      )}
      <DayRange from={value.from} to={value.to} onChange={onChange} />
      {filtered && (
        <Button variant="subtle" onClick={() => onChange(noFilters)}>
          Clear filters
        </Button>
      )}
    </search>
  );
}
