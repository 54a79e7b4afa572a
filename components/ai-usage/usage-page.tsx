"use client";

import { Alert, Button } from "@mantine/core";
import { IconChartBar, IconDownload } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type Column, DataTable } from "@/components/patterns/data-table";
import { PageHeader } from "@/components/patterns/page-header";
import { QueryView } from "@/components/patterns/query-view";
import { RowsSkeleton } from "@/components/patterns/skeletons";
import { EmptyState } from "@/components/patterns/states";
import { TextLink } from "@/components/ui/links";
import { RequirePermission, useWorkspace } from "@/components/workspace/workspace-context";
import type { UsageSummary, UsageTotals } from "@/lib/features/ai-usage/ai-usage.schema";
import { api, apiUrl } from "@/lib/shared/api-client";
import { formatNumber, plural } from "@/lib/shared/format";
import classes from "./usage.module.css";
import { costWords, dayWords } from "./usage-words";

/** What language models cost this workspace: by day, model, project and person. */
export function UsagePage() {
  return (
    <RequirePermission permission="ai_usage.read" what="what language models cost">
      <Usage />
    </RequirePermission>
  );
}

function Usage() {
  const { key, scope } = useWorkspace();
  const query = useQuery({
    queryKey: [...key, "ai-usage", "summary"],
    queryFn: async ({ signal }) => (await api.get<UsageSummary>("ai-usage/summary", { query: scope, signal })).data,
  });
  const isUsed = query.data !== undefined && query.data.total.calls > 0;
  return (
    <>
      <PageHeader
        title="AI usage"
        description="What language models were asked in the last 30 days, and what that cost."
        actions={
          isUsed && (
            <Button
              component="a"
              href={apiUrl("ai-usage/export", scope)}
              variant="default"
              leftSection={<IconDownload size={16} aria-hidden="true" />}
            >
              Download CSV
            </Button>
          )
        }
      />
      <QueryView query={query} skeleton={<RowsSkeleton rows={8} />}>
        {(usage) => (
          <>
            <EngineNote usage={usage} />
            {usage.total.calls === 0 ? (
              <EmptyState
                icon={IconChartBar}
                title="No language model was asked"
                body={
                  usage.engine === null
                    ? "The offline engine writes every plan, at no cost."
                    : "In the last 30 days. The next idea that is built shows up here."
                }
              />
            ) : (
              <Tables usage={usage} />
            )}
          </>
        )}
      </QueryView>
    </>
  );
}

/** What has to be set for a model to be asked, or for its cost to be known. */
function EngineNote({ usage }: { usage: UsageSummary }) {
  if (usage.engine === null)
    return (
      <Alert color="gray" title="No language model is set" mb="lg">
        Whoever runs this installation sets <code>OPENAI_API_KEY</code>, and <code>OPENAI_PRICES</code> for the costs.
      </Alert>
    );
  if (usage.engine.isPriced) return null;
  return (
    <Alert color="sun" title={`The price of ${usage.engine.model} is not known`} mb="lg">
      Tokens are counted, costs are not. Whoever runs this installation sets <code>OPENAI_PRICES</code>.
    </Alert>
  );
}

function Tables({ usage }: { usage: UsageSummary }) {
  const { base } = useWorkspace();
  const { total } = usage;
  return (
    <>
      <p className={classes.total}>
        <strong>{costWords(total.costMicroUsd)}</strong> for {plural(total.calls, "call")},{" "}
        {formatNumber(total.promptTokens)} tokens in and {formatNumber(total.completionTokens)} out, since{" "}
        {dayWords(usage.since.slice(0, 10))}.
      </p>
      <Days days={usage.days} />
      <Group title="By model" what="Model" rows={usage.models} name={(row) => row.model} id={(row) => row.model} />
      <Group
        title="By project"
        what="Project"
        rows={usage.projects}
        id={(row) => row.projectId ?? "none"}
        name={(row) =>
          row.projectId !== null && row.name !== null ? (
            <TextLink href={`${base}/projects/${row.projectId}`}>{row.name}</TextLink>
          ) : (
            (row.name ?? (row.projectId === null ? "Deleted projects" : "A private project"))
          )
        }
      />
      <Group
        title="By person"
        what="Person"
        rows={usage.people}
        id={(row) => row.userId ?? "none"}
        name={(row) => row.name ?? "Former members and API keys"}
      />
    </>
  );
}

/** A table whose bars are drawn beside the numbers: the numbers are what is read out. */
function Days({ days }: { days: UsageSummary["days"] }) {
  const isPriced = days.some((day) => day.costMicroUsd !== null);
  const size = (day: UsageTotals) => (isPriced ? (day.costMicroUsd ?? 0) : day.promptTokens + day.completionTokens);
  const most = Math.max(1, ...days.map(size));
  const shown = [...days].reverse();
  const columns: Column<UsageSummary["days"][number]>[] = [
    { key: "day", header: "Day (UTC)", primary: true, render: (row) => dayWords(row.day) },
    {
      key: "bar",
      header: isPriced ? "Cost" : "Tokens",
      render: (row) => (
        <span className={classes.measure}>
          <span className={classes.number}>
            {isPriced ? costWords(row.costMicroUsd ?? 0) : formatNumber(size(row))}
          </span>
          <span className={classes.track} aria-hidden="true">
            <span className={classes.bar} style={{ inlineSize: `${(size(row) / most) * 100}%` }} />
          </span>
        </span>
      ),
    },
    { key: "calls", header: "Calls", render: (row) => formatNumber(row.calls) },
  ];
  return (
    <section className={classes.part} aria-labelledby="usage-days">
      <h2 id="usage-days" className={classes.title}>
        By day
      </h2>
      <DataTable
        caption="By day, newest first; days without a call are left out"
        columns={columns}
        rows={shown.filter((day) => day.calls > 0)}
        rowKey={(row) => row.day}
      />
    </section>
  );
}

type GroupProps<T> = {
  title: string;
  /** Of the first column. */
  what: string;
  rows: readonly T[];
  id: (row: T) => string;
  name: (row: T) => React.ReactNode;
};

function Group<T extends UsageTotals>({ title, what, rows, id, name }: GroupProps<T>) {
  const heading = `usage-${title.toLowerCase().replaceAll(" ", "-")}`;
  const columns: Column<T>[] = [
    { key: "name", header: what, primary: true, render: name },
    { key: "cost", header: "Cost", render: (row) => costWords(row.costMicroUsd) },
    { key: "in", header: "Tokens in", render: (row) => formatNumber(row.promptTokens) },
    { key: "out", header: "Tokens out", render: (row) => formatNumber(row.completionTokens) },
    { key: "calls", header: "Calls", render: (row) => formatNumber(row.calls) },
  ];
  return (
    <section className={classes.part} aria-labelledby={heading}>
      <h2 id={heading} className={classes.title}>
        {title}
      </h2>
      <DataTable caption={`${title}, the dearest first`} columns={columns} rows={rows} rowKey={id} />
    </section>
  );
}
