"use client";

import { Badge, Button, Loader, Text } from "@mantine/core";
import { IconExternalLink, IconRefresh } from "@tabler/icons-react";
import { useState } from "react";
import { QueryView } from "@/components/patterns/query-view";
import { RelativeTime } from "@/components/patterns/relative-time";
import { RowsSkeleton } from "@/components/patterns/skeletons";
import { toastError } from "@/components/patterns/toast";
import { useWorkspace } from "@/components/workspace/workspace-context";
import type { Export } from "@/lib/features/export/export.schema";
import { api } from "@/lib/shared/api-client";
import { resultWords, stepWords, targetWords } from "./export-words";
import classes from "./exports.module.css";
import { isOpen, useExports, useRefreshExports } from "./use-exports";

/** What became of the exports of a project, live while one is under way. */
export function ExportList({ projectId }: { projectId: string }) {
  const query = useExports(projectId);
  return (
    <section aria-label="Exports so far" className={classes.history}>
      <h3 className={classes.historyTitle}>Exports so far</h3>
      <QueryView query={query} skeleton={<RowsSkeleton rows={2} />}>
        {(data) => {
          const rows = data.pages.flatMap((page) => page.data);
          if (rows.length === 0)
            return (
              <Text size="sm" c="dimmed">
                Nothing of this project was exported yet.
              </Text>
            );
          return (
            <>
              <ul className={classes.list}>
                {rows.map((row) => (
                  <ExportItem key={row.id} row={row} projectId={projectId} />
                ))}
              </ul>
              {query.hasNextPage && (
                <Button
                  variant="default"
                  size="xs"
                  loading={query.isFetchingNextPage}
                  onClick={() => void query.fetchNextPage()}
                >
                  Show earlier exports
                </Button>
              )}
            </>
          );
        }}
      </QueryView>
    </section>
  );
}

const colors: Record<Export["status"], string> = {
  queued: "gray",
  running: "sun",
  succeeded: "patina",
  failed: "red",
};

function ExportItem({ row, projectId }: { row: Export; projectId: string }) {
  const { can } = useWorkspace();
  return (
    <li className={classes.item}>
      <div className={classes.itemHead}>
        <strong className={classes.itemTitle}>{targetWords(row)}</strong>
        <Badge color={colors[row.status]} className={classes.badge ?? ""}>
          {row.status}
        </Badge>
      </div>
      <div role="status" className={classes.itemText}>
        <Progress row={row} />
      </div>
      <div className={classes.itemFoot}>
        <span>
          v{row.version}, <RelativeTime iso={row.createdAt} /> by {row.createdBy ?? "a former member"}
        </span>
        {row.url !== null && (
          <Button
            component="a"
            href={row.url}
            target="_blank"
            rel="noreferrer"
            size="compact-sm"
            variant="default"
            rightSection={<IconExternalLink size={14} aria-hidden="true" />}
          >
            {row.pullRequest === null ? "Open repository" : `Open pull request ${row.pullRequest}`}
          </Button>
        )}
        {row.status === "failed" && can("exports.write") && <RetryButton row={row} projectId={projectId} />}
      </div>
    </li>
  );
}

function Progress({ row }: { row: Export }) {
  if (row.status === "succeeded") return resultWords(row);
  if (row.status === "failed") return row.error?.message ?? "It did not work.";
  return (
    <span className={classes.progress}>
      <Loader size={14} aria-hidden="true" />
      <span>
        {stepWords[row.step]} …{row.error !== null && ` ${row.error.message} It is tried again in a moment.`}
      </span>
    </span>
  );
}

function RetryButton({ row, projectId }: { row: Export; projectId: string }) {
  const { scope } = useWorkspace();
  const refresh = useRefreshExports(projectId);
  const [pending, setPending] = useState(false);
  const retry = async () => {
    setPending(true);
    try {
      await api.post(`exports/${row.id}/retry`, { query: scope, body: {} });
      await refresh();
    } catch (error) {
      toastError(error);
    } finally {
      setPending(false);
    }
  };
  return (
    <Button
      size="compact-sm"
      variant="light"
      loading={pending}
      disabled={isOpen(row)}
      onClick={() => void retry()}
      leftSection={<IconRefresh size={14} aria-hidden="true" />}
    >
      Try again
    </Button>
  );
}
