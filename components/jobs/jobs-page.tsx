"use client";

import { Button } from "@mantine/core";
import { IconCircleCheck } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type Column, DataTable } from "@/components/patterns/data-table";
import { PageHeader } from "@/components/patterns/page-header";
import { QueryView } from "@/components/patterns/query-view";
import { RelativeTime } from "@/components/patterns/relative-time";
import { RowsSkeleton } from "@/components/patterns/skeletons";
import { EmptyState } from "@/components/patterns/states";
import { toastDone, toastError } from "@/components/patterns/toast";
import { RequirePermission, useWorkspace } from "@/components/workspace/workspace-context";
import type { DeadJob } from "@/lib/features/job/job.schema";
import { api } from "@/lib/shared/api-client";
import { humanizeCode } from "@/lib/shared/format";

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
  const jobs = useQuery({
    queryKey: [...key, "jobs"],
    queryFn: async ({ signal }) => (await api.get<DeadJob[]>("jobs/dead", { query: scope, signal })).data,
  });
  const retry = useMutation({
    mutationFn: (id: string) => api.post(`jobs/${id}/retry`, { query: scope }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: [...key, "jobs"] });
      toastDone("Queued again.");
    },
    onError: toastError,
  });
  const columns: Column<DeadJob>[] = [
    { key: "queue", header: "Job", primary: true, render: (job) => <strong>{humanizeCode(job.queue)}</strong> },
    {
      key: "error",
      header: "What went wrong",
      render: (job) => <span style={{ overflowWrap: "anywhere" }}>{job.error}</span>,
    },
    { key: "attempts", header: "Tries", width: "5rem", render: (job) => job.attempts },
    { key: "failed", header: "Gave up", width: "9rem", render: (job) => <RelativeTime iso={job.failedAt} /> },
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
          loading={retry.isPending && retry.variables === job.id}
          onClick={() => retry.mutate(job.id)}
          aria-label={`Retry ${humanizeCode(job.queue)}`}
        >
          Retry
        </Button>
      ),
    });
  }
  return (
    <>
      <PageHeader
        title="Jobs"
        description="Background work that failed every time it was tried, such as mails. It waits here for 14 days."
      />
      <QueryView query={jobs} skeleton={<RowsSkeleton rows={3} />}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState
              icon={IconCircleCheck}
              title="All work got done"
              body="Nothing has failed for good in the last 14 days."
            />
          ) : (
            <DataTable caption="Failed jobs" columns={columns} rows={rows} rowKey={(job) => job.id} />
          )
        }
      </QueryView>
    </>
  );
}
