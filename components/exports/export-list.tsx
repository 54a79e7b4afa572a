"use client";

import { Badge, Button, Loader, Text } from "@mantine/core";
import { QueryView } from "@/components/patterns/query-view";
import { RelativeTime } from "@/components/patterns/relative-time";
import { RowsSkeleton } from "@/components/patterns/skeletons";
import type { Export } from "@/lib/features/export/export.schema";
import { ExportActions } from "./export-actions";
import { resultWords, stepWords, targetWords } from "./export-words";
import classes from "./exports.module.css";
import { useExports } from "./use-exports";

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
  canceled: "gray",
};

function ExportItem({ row, projectId }: { row: Export; projectId: string }) {
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
        <ExportActions row={row} projectId={projectId} />
      </div>
    </li>
  );
}

function Progress({ row }: { row: Export }) {
  if (row.status === "succeeded") return resultWords(row);
  if (row.status === "canceled") return "Canceled before it ran.";
  if (row.status === "failed") return row.error?.message ?? "It did not work.";
  return (
    <span className={classes.progress}>
      <Loader size={14} aria-hidden="true" />
      <span>
        {row.isStopping ? "Stopping" : stepWords(row)} …
        {row.error !== null && ` ${row.error.message} It is tried again in a moment.`}
      </span>
    </span>
  );
}
