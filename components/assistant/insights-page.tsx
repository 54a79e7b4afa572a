"use client";

import { NativeSelect } from "@mantine/core";
import { IconChartBar } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { PageHeader } from "@/components/patterns/page-header";
import { QueryView } from "@/components/patterns/query-view";
import { RowsSkeleton } from "@/components/patterns/skeletons";
import { EmptyState } from "@/components/patterns/states";
import { TextLink } from "@/components/ui/links";
import { RequirePermission, useWorkspace } from "@/components/workspace/workspace-context";
import type { Insights } from "@/lib/features/assistant/insights.schema";
import { api } from "@/lib/shared/api-client";
import { formatNumber, plural } from "@/lib/shared/format";
import { modeWords, statusWords } from "./assistant-words";
import classes from "./insights.module.css";
import { Bars, DaysTable, Figure, ModelTable } from "./insights-parts";

const periods = ["7", "30", "90", "365"] as const;
const dayMs = 86_400_000;

/** The first day (UTC) of so many that end today. */
const firstDay = (days: number): string => new Date(Date.now() - (days - 1) * dayMs).toISOString().slice(0, 10);

export function InsightsPage({ assistantId }: { assistantId: string }) {
  return (
    <RequirePermission permission="conversations.read" what="insights">
      <InsightsView path={`assistants/${assistantId}/insights`} isWorkspace={false} />
    </RequirePermission>
  );
}

export function WorkspaceInsightsPage() {
  const { base } = useWorkspace();
  return (
    <RequirePermission permission="conversations.read" what="insights">
      <PageHeader
        title="Insights"
        description={
          <>
            All assistants of the workspace together. Each has a page of its own under{" "}
            <TextLink href={`${base}/assistants`}>Assistants</TextLink>.
          </>
        }
      />
      <InsightsView path="assistant-insights" isWorkspace />
    </RequirePermission>
  );
}

function InsightsView({ path, isWorkspace }: { path: string; isWorkspace: boolean }) {
  const { key, scope } = useWorkspace();
  const [period, setPeriod] = useQueryState("days", parseAsStringLiteral(periods).withDefault("30"));
  const query = useQuery({
    queryKey: [...key, "assistant-insights", path, period],
    queryFn: async ({ signal }) =>
      (await api.get<Insights>(path, { query: { ...scope, from: firstDay(Number(period)) }, signal })).data,
    placeholderData: (before) => before,
  });
  return (
    <>
      <div className={classes.bar}>
        <NativeSelect
          label="Days (UTC)"
          value={period}
          onChange={(event) => void setPeriod(periods.find((item) => item === event.currentTarget.value) ?? null)}
          data={[
            { value: "7", label: "The last 7 days" },
            { value: "30", label: "The last 30 days" },
            { value: "90", label: "The last 90 days" },
            { value: "365", label: "The last 365 days" },
          ]}
        />
      </div>
      <QueryView query={query} skeleton={<RowsSkeleton rows={8} />}>
        {(insights) =>
          insights.conversations === 0 && insights.answers === 0 && insights.gaps.length === 0 ? (
            <EmptyState
              icon={IconChartBar}
              title="No visitor has asked yet"
              body="In these days. What members try out themselves is not counted."
            />
          ) : (
            <Figures insights={insights} isWorkspace={isWorkspace} />
          )
        }
      </QueryView>
    </>
  );
}

const percent = (part: number, whole: number): string => (whole === 0 ? "–" : `${Math.round((part / whole) * 100)} %`);
const time = (ms: number | null): string =>
  ms === null ? "–" : ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;

function Figures({ insights, isWorkspace }: { insights: Insights; isWorkspace: boolean }) {
  const { conversations, answers, thumbs, ratings, totalMs, firstMs } = insights;
  const rated = ratings.reduce((sum, { count }) => sum + count, 0);
  const average = ratings.reduce((sum, { stars, count }) => sum + stars * count, 0) / Math.max(1, rated);
  return (
    <>
      <dl className={classes.figures}>
        <Figure label="Conversations" value={formatNumber(conversations)} note={plural(insights.messages, "message")} />
        <Figure
          label="Resolved without a person"
          value={percent(insights.resolvedWithoutPerson, conversations)}
          note={`${formatNumber(insights.resolvedWithoutPerson)}: answered, and nobody asked for a person`}
        />
        <Figure
          label="Asked for a person"
          value={percent(insights.handoffs, conversations)}
          note={`${formatNumber(insights.handoffs)}, and ${plural(insights.leads, "lead")}`}
        />
        <Figure
          label="Did not know"
          value={percent(insights.refusals, answers)}
          note={`${formatNumber(insights.refusals)} of ${plural(answers, "answer")}`}
        />
        <Figure
          label="Rating"
          value={rated === 0 ? "–" : `${average.toFixed(1)} of 5`}
          note={`${plural(rated, "rating")}; thumbs: ${formatNumber(thumbs.up)} up, ${formatNumber(thumbs.down)} down`}
        />
        <Figure
          label="Time to answer"
          value={time(totalMs.p50)}
          note={`half are faster; 95 % within ${time(totalMs.p95)}`}
        />
        <Figure
          label="Time to the first word"
          value={time(firstMs.p50)}
          note={`half are faster; 95 % within ${time(firstMs.p95)}`}
        />
        <Figure
          label="Answered from memory"
          value={percent(insights.cached, answers)}
          note={`${formatNumber(insights.cached)}, at no cost`}
        />
      </dl>
      <Gaps insights={insights} isWorkspace={isWorkspace} />
      <div className={classes.pair}>
        <Bars
          title="What came of the questions"
          rows={insights.statuses.map(({ status, count }) => ({ label: statusWords[status], count }))}
        />
        <Bars
          title="Who answered"
          rows={insights.modes.map(({ mode, count }) => ({ label: modeWords[mode], count }))}
        />
        {rated > 0 && (
          <Bars
            title="Stars"
            rows={[...ratings].reverse().map(({ stars, count }) => ({ label: plural(stars, "star"), count }))}
          />
        )}
      </div>
      <DaysTable days={insights.days} />
      {insights.model !== null && <ModelTable model={insights.model} />}
    </>
  );
}

function Gaps({ insights, isWorkspace }: { insights: Insights; isWorkspace: boolean }) {
  const { base } = useWorkspace();
  if (insights.gaps.length === 0) return null;
  return (
    <section className={classes.part} aria-labelledby="insights-gaps">
      <h2 id="insights-gaps" className={classes.title}>
        Asked most, and not answered
      </h2>
      <ol className={classes.gaps}>
        {insights.gaps.map((gap) => (
          <li key={gap.id}>
            <TextLink href={`${base}/assistants/${gap.assistantId}/answers?view=unanswered`} dir="auto">
              {gap.question}
            </TextLink>
            <span>
              asked {plural(gap.count, "time")}
              {isWorkspace && `, ${gap.assistantName}`}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
