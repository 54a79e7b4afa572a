"use client";

import { Button, Menu } from "@mantine/core";
import { IconDownload, IconHistory } from "@tabler/icons-react";
import { LoadMore } from "@/components/patterns/load-more";
import { PageHeader } from "@/components/patterns/page-header";
import { QueryView } from "@/components/patterns/query-view";
import { RowsSkeleton } from "@/components/patterns/skeletons";
import { EmptyState, FilteredEmptyState } from "@/components/patterns/states";
import { useCursorList } from "@/components/patterns/use-cursor-list";
import { RequirePermission, useWorkspace } from "@/components/workspace/workspace-context";
import type { AuditEntry } from "@/lib/features/audit/audit.schema";
import { apiUrl } from "@/lib/shared/api-client";
import { AuditFilters, useAuditFilters } from "./audit-filters";
import { AuditTable } from "./audit-table";
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
  const filters = useAuditFilters();
  const list = useCursorList<AuditEntry>([...key, "audit"], "audit-logs", { ...scope, ...filters.query, limit: 50 });
  const download = (format: "csv" | "json") => apiUrl("audit-logs/export", { ...scope, ...filters.query, format });
  return (
    <>
      <PageHeader
        title="Audit log"
        description="Every change, written in the same step as the change itself. Nobody can edit or remove an entry."
        actions={
          can("audit.export") ? (
            <Menu position="bottom-end">
              <Menu.Target>
                <Button variant="default" leftSection={<IconDownload size={16} aria-hidden="true" />}>
                  Export
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item component="a" href={download("csv")}>
                  As CSV
                </Menu.Item>
                <Menu.Item component="a" href={download("json")}>
                  As JSON
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
          ) : undefined
        }
      />
      <VerifyChain />
      <AuditFilters filters={filters} />
      <QueryView query={list.query} skeleton={<RowsSkeleton />}>
        {() => {
          if (list.items.length > 0) {
            return (
              <>
                <AuditTable entries={list.items} />
                <LoadMore list={list} noun="entry" nounMany="entries" />
              </>
            );
          }
          return filters.isActive ? (
            <FilteredEmptyState title="No entry matches" onClear={filters.clear} />
          ) : (
            <EmptyState
              icon={IconHistory}
              title="No entries yet"
              body="The first change in this workspace opens the log."
            />
          );
        }}
      </QueryView>
    </>
  );
}
