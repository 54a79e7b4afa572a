"use client";

import { Badge, NativeSelect } from "@mantine/core";
import { useState } from "react";
import { QueryView } from "@/components/patterns/query-view";
import { RowsSkeleton } from "@/components/patterns/skeletons";
import type { BuildSummary } from "@/lib/features/build/build.schema";
import type { Comparison } from "@/lib/features/build/compare.schema";
import { plural } from "@/lib/shared/format";
import classes from "./compare.module.css";
import { useComparison } from "./use-compare";

/** What lies between any two versions: in the plan, and in the files of the project. */
export function VersionCompare({ builds }: { builds: readonly BuildSummary[] }) {
  const [newest, before] = builds;
  const [from, setFrom] = useState(before?.id ?? "");
  const [to, setTo] = useState(newest?.id ?? "");
  if (newest === undefined || before === undefined) return null;
  const options = builds.map((build) => ({ value: build.id, label: `v${build.version}, ${build.appName}` }));
  const known = (id: string, fallback: string) => (builds.some((build) => build.id === id) ? id : fallback);
  const [a, b] = [known(from, before.id), known(to, newest.id)];
  return (
    <section className={classes.box} aria-labelledby="compare-title">
      <h2 id="compare-title" className={classes.title}>
        Compare
      </h2>
      <div className={classes.pick}>
        <NativeSelect
          label="From version"
          value={a}
          data={options}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <NativeSelect
          label="To version"
          value={b}
          data={options}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
      </div>
      {a === b ? <p className={classes.dim}>Choose two different versions.</p> : <Between from={a} to={b} />}
    </section>
  );
}

const words = { added: "new", removed: "gone", changed: "changed" } as const;
const colours = { added: "patina", removed: "red", changed: "gray" } as const;

function Between({ from, to }: { from: string; to: string }) {
  const query = useComparison(from, to);
  return (
    <QueryView query={query} skeleton={<RowsSkeleton rows={3} />}>
      {(comparison) => <Differences comparison={comparison} />}
    </QueryView>
  );
}

function Differences({ comparison: { plan, files } }: { comparison: Comparison }) {
  if (plan.length === 0 && files.length === 0) return <p className={classes.dim}>The two are the same.</p>;
  return (
    <>
      {plan.length === 0 && <p className={classes.dim}>The plan is the same.</p>}
      <ul className={classes.list} aria-label="Differences of the plan">
        {plan.map((item) => (
          <li key={`${item.area}${item.change}${item.text}`}>
            <Badge size="sm" color={colours[item.change]}>
              {words[item.change]}
            </Badge>
            <span>{item.text}</span>
          </li>
        ))}
      </ul>
      <details className={classes.files}>
        <summary>{plural(files.length, "file")} of the project</summary>
        <ul>
          {files.map((file) => (
            <li key={file.path}>
              <code>{file.path}</code> {file.change}
            </li>
          ))}
        </ul>
      </details>
    </>
  );
}
