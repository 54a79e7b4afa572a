import { costWords, dayWords } from "@/components/ai-usage/usage-words";
import { type Column, DataTable } from "@/components/patterns/data-table";
import type { Insights } from "@/lib/features/assistant/insights.schema";
import { formatNumber, plural } from "@/lib/shared/format";
import classes from "./insights.module.css";

export function Figure({ label, value, note }: { label: string; value: string; note: string }) {
  return (
    <div className={classes.figure}>
      <dt>{label}</dt>
      <dd>
        {value}
        <span className={classes.note}>{note}</span>
      </dd>
    </div>
  );
}

function Bar({ share }: { share: number }) {
  return (
    <span className={classes.track} aria-hidden="true">
      <span className={classes.fill} style={{ inlineSize: `${share * 100}%` }} />
    </span>
  );
}

/** Bars beside their numbers: the numbers are what is read out. */
export function Bars({ title, rows }: { title: string; rows: { label: string; count: number }[] }) {
  const total = rows.reduce((sum, { count }) => sum + count, 0);
  const most = Math.max(1, ...rows.map(({ count }) => count));
  if (total === 0) return null;
  return (
    <section className={classes.part}>
      <h2 className={classes.title}>{title}</h2>
      <ul className={classes.bars}>
        {rows.map(({ label, count }) => (
          <li key={label}>
            <span>{label}</span>
            <span className={classes.number}>
              {formatNumber(count)} <span className={classes.share}>({Math.round((count / total) * 100)} %)</span>
            </span>
            <Bar share={count / most} />
          </li>
        ))}
      </ul>
    </section>
  );
}

type Day = Insights["days"][number];

/** A column chart of the days, and the same as a table for whoever reads numbers. */
export function DaysTable({ days }: { days: Day[] }) {
  const most = Math.max(1, ...days.map(({ conversations }) => conversations));
  const busy = days.filter((day) => day.conversations > 0 || day.answers > 0).reverse();
  const columns: Column<Day>[] = [
    { key: "day", header: "Day (UTC)", primary: true, render: (row) => dayWords(row.day) },
    { key: "conversations", header: "Conversations", render: (row) => formatNumber(row.conversations) },
    { key: "answers", header: "Answers", render: (row) => formatNumber(row.answers) },
    { key: "refusals", header: "Did not know", render: (row) => formatNumber(row.refusals) },
  ];
  if (busy.length === 0) return null;
  return (
    <section className={classes.part} aria-labelledby="insights-days">
      <h2 id="insights-days" className={classes.title}>
        Conversations by day
      </h2>
      <div className={classes.columns} aria-hidden="true">
        {days.map((day) => (
          <span
            key={day.day}
            className={classes.column}
            style={{ blockSize: `${(day.conversations / most) * 100}%` }}
            title={`${dayWords(day.day)}: ${plural(day.conversations, "conversation")}`}
          />
        ))}
      </div>
      <p className={classes.axis} aria-hidden="true">
        <span>{dayWords(days[0]?.day ?? "")}</span>
        <span>at most {plural(most, "conversation")} a day</span>
        <span>{dayWords(days.at(-1)?.day ?? "")}</span>
      </p>
      <details className={classes.details}>
        <summary>As a table</summary>
        <DataTable
          caption="By day, newest first; days without a question are left out"
          columns={columns}
          rows={busy}
          rowKey={(row) => row.day}
        />
      </details>
    </section>
  );
}

type Model = NonNullable<Insights["model"]>;

export function ModelTable({ model }: { model: Model }) {
  const most = Math.max(1, ...model.days.map(({ costMicroUsd }) => costMicroUsd ?? 0));
  const columns: Column<Model["days"][number]>[] = [
    { key: "day", header: "Day (UTC)", primary: true, render: (row) => dayWords(row.day) },
    {
      key: "cost",
      header: "Cost",
      render: (row) => (
        <span className={classes.measure}>
          <span className={classes.number}>{costWords(row.costMicroUsd)}</span>
          <Bar share={(row.costMicroUsd ?? 0) / most} />
        </span>
      ),
    },
    { key: "in", header: "Tokens in", render: (row) => formatNumber(row.promptTokens) },
    { key: "out", header: "Tokens out", render: (row) => formatNumber(row.completionTokens) },
    { key: "answers", header: "Answers", render: (row) => formatNumber(row.answers) },
  ];
  return (
    <section className={classes.part} aria-labelledby="insights-model">
      <h2 id="insights-model" className={classes.title}>
        Language model
      </h2>
      {model.days.length === 0 ? (
        <p className={classes.quiet}>No language model was asked in these days: every answer was quoted, at no cost.</p>
      ) : (
        <>
          <p className={classes.quiet}>
            {costWords(model.costMicroUsd)} for {plural(model.answers, "answer")}, {formatNumber(model.promptTokens)}{" "}
            tokens in and {formatNumber(model.completionTokens)} out.
          </p>
          <DataTable
            caption="What the language model took, by day"
            columns={columns}
            rows={[...model.days].reverse()}
            rowKey={(row) => row.day}
          />
        </>
      )}
    </section>
  );
}
