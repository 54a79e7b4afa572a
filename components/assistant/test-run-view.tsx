"use client";

import { Badge, SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { type Column, DataTable } from "@/components/patterns/data-table";
import { RelativeTime } from "@/components/patterns/relative-time";
import { TextLink } from "@/components/ui/links";
import { useWorkspace } from "@/components/workspace/workspace-context";
import type { TestResult, TestRun, TestRunSummary, Thresholds } from "@/lib/features/assistant/test-set.schema";
import { plural } from "@/lib/shared/format";
import classes from "./tests.module.css";

type Verdict = "right" | "low" | "missed" | "refused" | "answered";
const verdictWords: Record<Verdict, { label: string; color: string }> = {
  right: { label: "Right", color: "patina" },
  low: { label: "Found, not first", color: "sun" },
  missed: { label: "Not found", color: "red" },
  refused: { label: "Refused wrongly", color: "red" },
  answered: { label: "Answered wrongly", color: "red" },
};

function verdictOf({ expect, rank, confidence }: TestResult, { low }: Thresholds): Verdict {
  if (expect === "unknown") return confidence < low ? "right" : "answered";
  if (rank === null) return "missed";
  if (confidence < low) return "refused";
  return rank === 1 ? "right" : "low";
}

/** Where a question stands: the smaller, the better. */
const order: Verdict[] = ["right", "low", "refused", "missed", "answered"];

function changeOf(now: Verdict, before: Verdict | undefined): "new" | "same" | "better" | "worse" {
  if (before === undefined) return "new";
  if (now === before) return "same";
  return order.indexOf(now) < order.indexOf(before) ? "better" : "worse";
}

type Row = { result: TestResult; verdict: Verdict; change: ReturnType<typeof changeOf> };
type Props = { assistantId: string; run: TestRun; before: TestRun | null; history: TestRunSummary[] };

export function TestRunView({ assistantId, run, before, history }: Props) {
  const [show, setShow] = useState("all");
  const old = new Map(before?.results.map((result) => [result.questionId, verdictOf(result, before.thresholds)]));
  const rows = run.results.map((result): Row => {
    const verdict = verdictOf(result, run.thresholds);
    return { result, verdict, change: before === null ? "same" : changeOf(verdict, old.get(result.questionId)) };
  });
  const wrong = rows.filter(({ verdict }) => verdict !== "right");
  const changed = rows.filter(({ change }) => change !== "same");
  const shown = show === "wrong" ? wrong : show === "changed" ? changed : rows;
  return (
    <section className={classes.run} aria-labelledby="test-run">
      <div className={classes.runHead}>
        <h2 id="test-run" className={classes.title}>
          Last run
        </h2>
        <span className={classes.quiet}>
          <RelativeTime iso={run.createdAt} />
          {run.createdBy !== null && ` by ${run.createdBy}`}, at {run.thresholds.low.toFixed(2)} and{" "}
          {run.thresholds.high.toFixed(2)}
        </span>
      </div>
      <Figures run={run} before={before} />
      <SegmentedControl
        aria-label="Which questions"
        value={show}
        onChange={setShow}
        data={[
          { value: "all", label: `All (${rows.length})` },
          { value: "wrong", label: `Wrong (${wrong.length})` },
          ...(before === null ? [] : [{ value: "changed", label: `Changed (${changed.length})` }]),
        ]}
      />
      {shown.length === 0 ? (
        <p className={classes.quiet}>
          {show === "wrong" ? "Nothing is wrong." : "Nothing changed since the run before."}
        </p>
      ) : (
        <Results assistantId={assistantId} rows={shown} />
      )}
      {history.length > 1 && <History runs={history} />}
    </section>
  );
}

function Figures({ run, before }: { run: TestRun; before: TestRun | null }) {
  const answerable = (of: TestRun) => of.results.filter(({ expect }) => expect === "document").length;
  const unanswerable = (of: TestRun) => of.results.length - answerable(of);
  const figures: [string, number, number, [number, number] | null, boolean][] = [
    ["Document found first", run.hit1, answerable(run), before && [before.hit1, answerable(before)], true],
    ["Found among the first five", run.hit5, answerable(run), before && [before.hit5, answerable(before)], true],
    [
      "Refused though answerable",
      run.falseRefusals,
      answerable(run),
      before && [before.falseRefusals, answerable(before)],
      false,
    ],
    [
      "Answered though unknown",
      run.falseAnswers,
      unanswerable(run),
      before && [before.falseAnswers, unanswerable(before)],
      false,
    ],
  ];
  return (
    <dl className={classes.figures}>
      {figures.map(([label, count, of, earlier, isGood]) => (
        <div key={label} className={classes.figure}>
          <dt>{label}</dt>
          <dd>
            {of === 0 ? "–" : `${Math.round((count / of) * 100)} %`}
            <span className={classes.of}>{of === 0 ? "no such question" : `${count} of ${of}`}</span>
            {of > 0 && earlier !== null && earlier[1] > 0 && (
              <Difference now={count / of} before={earlier[0] / earlier[1]} isGood={isGood} />
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Difference({ now, before, isGood }: { now: number; before: number; isGood: boolean }) {
  const points = Math.round((now - before) * 100);
  if (points === 0) return <span className={classes.of}>as before</span>;
  const isBetter = points > 0 === isGood;
  return (
    <span className={classes.difference} data-better={isBetter}>
      {isBetter ? "better" : "worse"}: {points > 0 ? "+" : "−"}
      {Math.abs(points)} points
    </span>
  );
}

function Results({ assistantId, rows }: { assistantId: string; rows: Row[] }) {
  const { base } = useWorkspace();
  const columns: Column<Row>[] = [
    {
      key: "question",
      header: "Question",
      primary: true,
      render: ({ result }) => <span dir="auto">{result.question}</span>,
    },
    {
      key: "verdict",
      header: "Outcome",
      render: ({ verdict, change }) => (
        <span className={classes.verdict}>
          <Badge color={verdictWords[verdict].color}>{verdictWords[verdict].label}</Badge>
          {change !== "same" && <span className={classes.change}>{change}</span>}
        </span>
      ),
    },
    { key: "rank", header: "Place", render: ({ result }) => (result.rank === null ? "–" : result.rank) },
    { key: "score", header: "Confidence", render: ({ result }) => result.confidence.toFixed(2) },
    {
      key: "top",
      header: "Came first",
      render: ({ result: { top } }) =>
        top === null ? (
          "Nothing"
        ) : (
          <TextLink size="sm" href={`${base}/assistants/${assistantId}/documents/${top.documentId}`}>
            {top.title}
          </TextLink>
        ),
    },
  ];
  return (
    <DataTable
      caption="What the run found for each question"
      columns={columns}
      rows={rows}
      rowKey={({ result }) => result.questionId}
    />
  );
}

function History({ runs }: { runs: TestRunSummary[] }) {
  return (
    <details className={classes.history}>
      <summary>The last {plural(runs.length, "run")}</summary>
      <ol>
        {runs.map((run) => (
          <li key={run.id}>
            <RelativeTime iso={run.createdAt} />: {run.hit1} first and {run.hit5} among five of{" "}
            {plural(run.questions, "question")}, {run.falseRefusals} refused wrongly, {run.falseAnswers} answered
            wrongly
          </li>
        ))}
      </ol>
    </details>
  );
}
