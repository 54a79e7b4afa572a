"use client";

import { NativeSelect, Text } from "@mantine/core";
import { IconBooks } from "@tabler/icons-react";
import { parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { LoadMore } from "@/components/patterns/load-more";
import { QueryView } from "@/components/patterns/query-view";
import { SearchBox } from "@/components/patterns/search-box";
import { RowsSkeleton } from "@/components/patterns/skeletons";
import { EmptyState, FilteredEmptyState } from "@/components/patterns/states";
import { RequirePermission, useWorkspace } from "@/components/workspace/workspace-context";
import { AddSources } from "./add-sources";
import { SourceItem } from "./source-item";
import { summaryWords } from "./source-words";
import classes from "./sources.module.css";
import { useSourceSummary, useSources } from "./use-sources";

const statuses = ["all", "ready", "parsing", "queued", "failed"] as const;
const statusNames: Record<(typeof statuses)[number], string> = {
  all: "All",
  ready: "Ready",
  parsing: "Being read",
  queued: "Waiting",
  failed: "Failed",
};

/** What an assistant knows, and the way to tell it more. */
export function SourcesPage({ assistantId }: { assistantId: string }) {
  return (
    <RequirePermission permission="assistants.read" what="assistants">
      <Sources assistantId={assistantId} />
    </RequirePermission>
  );
}

function Sources({ assistantId }: { assistantId: string }) {
  const { can } = useWorkspace();
  const [filters, setFilters] = useQueryStates({
    q: parseAsString.withDefault(""),
    status: parseAsStringLiteral(statuses).withDefault("all"),
  });
  const list = useSources(assistantId, filters);
  const summary = useSourceSummary(assistantId);
  const isFiltered = filters.q !== "" || filters.status !== "all";
  const mayWrite = can("assistants.write");
  return (
    <>
      <h2 className={classes.title}>Sources</h2>
      <Text size="sm" c="dimmed" role="status" mb="md">
        {summary.data === undefined ? "What this assistant answers from." : summaryWords(summary.data)}
      </Text>
      {mayWrite && <AddSources assistantId={assistantId} />}
      {(isFiltered || (summary.data?.sources ?? 0) > 0) && (
        <search className={classes.filters}>
          <SearchBox
            value={filters.q}
            label="Search sources by title"
            placeholder="Search by title"
            onSearch={(text) => void setFilters({ q: text === "" ? null : text })}
          />
          <NativeSelect
            aria-label="Which sources"
            value={filters.status}
            onChange={(event) =>
              void setFilters({ status: statuses.find((item) => item === event.currentTarget.value) ?? null })
            }
            data={statuses.map((value) => ({ value, label: statusNames[value] }))}
          />
        </search>
      )}
      <QueryView query={list.query} skeleton={<RowsSkeleton rows={4} />}>
        {() =>
          list.items.length > 0 ? (
            <>
              <ul className={classes.list} aria-label="Sources">
                {list.items.map((source) => (
                  <SourceItem key={source.id} source={source} mayWrite={mayWrite} />
                ))}
              </ul>
              <LoadMore list={list} noun="source" />
            </>
          ) : isFiltered ? (
            <FilteredEmptyState title="No source fits" onClear={() => void setFilters({ q: null, status: null })} />
          ) : (
            <EmptyState
              icon={IconBooks}
              title="This assistant knows nothing yet"
              body={
                mayWrite
                  ? "Begin with what customers ask most: prices, opening hours, delivery, returns. The help pages of the website, or a price list as PDF, are a good start."
                  : "Editors of this workspace can add documents, pages and texts to it."
              }
              compact
            />
          )
        }
      </QueryView>
    </>
  );
}
