"use client";

import { Badge, Button, Group, Menu } from "@mantine/core";
import { IconDownload, IconHistory } from "@tabler/icons-react";
import { parseAsString, useQueryStates } from "nuqs";
import { type Column, DataTable } from "@/components/patterns/data-table";
import { endOfDay, startOfDay } from "@/components/patterns/day-range";
import { LoadMore } from "@/components/patterns/load-more";
import { PageHeader } from "@/components/patterns/page-header";
import { QueryView } from "@/components/patterns/query-view";
import { RelativeTime } from "@/components/patterns/relative-time";
import { RowsSkeleton } from "@/components/patterns/skeletons";
import { EmptyState, FilteredEmptyState } from "@/components/patterns/states";
import { useCursorList } from "@/components/patterns/use-cursor-list";
import { RequirePermission, useWorkspace } from "@/components/workspace/workspace-context";
import type { AuditEntry } from "@/lib/features/audit/audit.schema";
import { apiUrl } from "@/lib/shared/api-client";
import { humanizeCode } from "@/lib/shared/format";
import classes from "./audit.module.css";
import { AuditFilters, noFilters } from "./audit-filters";
import { ChangesView } from "./changes-view";
import { VerifyChain } from "./verify-chain";

export function AuditPage() {
  return (
    <RequirePermission permission="audit.read" what="the audit log">
      <Audit />
    </RequirePermission>
  );
}

function Audit() {
  const { key, scope, can } = useWorkspace();
  const [filters, setFilters] = useQueryStates({
    action: parseAsString,
    actorId: parseAsString,
    targetType: parseAsString,
    from: parseAsString,
    to: parseAsString,
  });
  const query = { ...scope, ...filters, from: startOfDay(filters.from), to: endOfDay(filters.to) };
  const list = useCursorList<AuditEntry>([...key, "audit"], "audit-logs", query);
  const filtered = Object.values(filters).some((value) => value !== null);
  return (
    <>
      <PageHeader
        title="Audit log"
        description="Every change, in the order it happened. Entries cannot be edited or deleted; each one seals the one before."
        actions={
          <Group gap="xs">
            <VerifyChain />
            {can("audit.export") && <ExportMenu query={query} />}
          </Group>
        }
      />
      <AuditFilters value={filters} onChange={(change) => void setFilters(change)} />
      <QueryView query={list.query} skeleton={<RowsSkeleton rows={8} />}>
        {() =>
          list.items.length > 0 ? (
            <>
              <DataTable
                caption="Audit log, newest first"
                columns={columns}
                rows={list.items}
                rowKey={(row) => row.id}
              />
              <LoadMore list={list} noun="entry" nounMany="entries" />
            </>
          ) : filtered ? (
            <FilteredEmptyState title="No such entries" onClear={() => void setFilters(noFilters)} />
          ) : (
            <EmptyState
              icon={IconHistory}
              title="Nothing has happened yet"
              body="The first change to this workspace will show up here."
            />
          )
        }
      </QueryView>
    </>
  );
}

const columns: Column<AuditEntry>[] = [
  {
    key: "action",
    header: "What",
    primary: true,
    render: (row) => (
      <span className={classes.what}>
        <strong>{humanizeCode(row.action)}</strong>
        <span className={classes.dim}>
          #{row.seq} · {row.targetType}
        </span>
      </span>
    ),
  },
  {
    key: "actor",
    header: "Who",
    render: (row) => (
      <span className={classes.actor}>
        {row.actorName ?? (row.actorType === "system" ? "Atrium" : "Former member")}
        {row.actorType === "api_key" && <Badge color="sun">API key</Badge>}
      </span>
    ),
  },
  { key: "changes", header: "Change", render: (row) => <ChangesView entry={row} /> },
  { key: "at", header: "When", width: "9rem", render: (row) => <RelativeTime iso={row.at} /> },
];

function ExportMenu({ query }: { query: Record<string, string | null | undefined> }) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={16} aria-hidden="true" />}>
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>With the filters below</Menu.Label>
        <Menu.Item component="a" href={apiUrl("audit-logs/export", { ...query, format: "csv" })}>
          CSV
        </Menu.Item>
        <Menu.Item component="a" href={apiUrl("audit-logs/export", { ...query, format: "json" })}>
          JSON
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
