"use client";

import { Button, Text } from "@mantine/core";
import { IconCircleCheck } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type Column, DataTable } from "@/components/patterns/data-table";
import { LoadMore } from "@/components/patterns/load-more";
import { PageHeader } from "@/components/patterns/page-header";
import { QueryView } from "@/components/patterns/query-view";
import { RelativeTime } from "@/components/patterns/relative-time";
import { RowsSkeleton } from "@/components/patterns/skeletons";
import { EmptyState } from "@/components/patterns/states";
import { toastDone, toastError } from "@/components/patterns/toast";
import { useCursorList } from "@/components/patterns/use-cursor-list";
import { RequirePermission, useWorkspace } from "@/components/workspace/workspace-context";
import type { DeadJob } from "@/lib/features/job/job.schema";
import { api } from "@/lib/shared/api-client";

export function JobsPage() {
  return (
    <RequirePermission permission="jobs.read" what="failed jobs">
      <Jobs />
    </RequirePermission>
  );
}

function Jobs() {
  const { key, scope, can } = useWorkspace();
  const queryClient = useQueryClient();
  const list = useCursorList<DeadJob>([...key, "dead-jobs"], "jobs/dead", { ...scope, limit: 50 });
  const retry = useMutation({
    mutationFn: (job: DeadJob) => api.post(`jobs/${job.id}/retry`, { query: scope }),
    onSuccess: async () => {
      toastDone("The job runs again.");
      await queryClient.invalidateQueries({ queryKey: [...key, "dead-jobs"] });
    },
    onError: toastError,
  });
  const columns: Column<DeadJob>[] = [
    { key: "queue", header: "Job", primary: true, render: (job) => <strong>{job.queue}</strong> },
    {
      key: "error",
      header: "What went wrong",
      render: (job) => (
        <Text size="sm" style={{ overflowWrap: "anywhere" }}>
          {job.error || "No message"}
        </Text>
      ),
    },
    { key: "attempts", header: "Tries", render: (job) => job.attempts },
    { key: "failed", header: "Gave up", render: (job) => <RelativeTime iso={job.failedAt} /> },
  ];
  if (can("jobs.write")) {
    columns.push({
      key: "actions",
      header: "Actions",
      actions: true,
      render: (job) => (
        <Button
          size="xs"
          variant="default"
          loading={retry.isPending && retry.variables.id === job.id}
          onClick={() => retry.mutate(job)}
          aria-label={`Run ${job.queue} again`}
        >
          Run again
        </Button>
      ),
    });
  }
  return (
    <>
      <PageHeader
        title="Jobs"
        description="Work in the background that failed after all its tries. It stays here until it is run again or two weeks old."
      />
      <QueryView query={list.query} skeleton={<RowsSkeleton />}>
        {() =>
          list.items.length === 0 ? (
            <EmptyState
              icon={IconCircleCheck}
              title="Nothing has failed"
              body="Every job of this workspace got through."
            />
          ) : (
            <>
              <DataTable caption="Failed jobs" columns={columns} rows={list.items} rowKey={(job) => job.id} />
              <LoadMore list={list} noun="job" />
            </>
          )
        }
      </QueryView>
    </>
  );
}
