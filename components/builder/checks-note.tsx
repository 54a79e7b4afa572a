"use client";

import { IconShieldCheck } from "@tabler/icons-react";
import { QueryView } from "@/components/patterns/query-view";
import { RowsSkeleton } from "@/components/patterns/skeletons";
import type { Validation } from "@/lib/features/build/compare.schema";
import { plural } from "@/lib/shared/format";
import classes from "./blueprint-view.module.css";
import { useValidation } from "./use-compare";

/** The report of the checks that every plan passes before it is kept, made again on what is kept. */
export function ChecksNote({ buildId }: { buildId: string }) {
  const query = useValidation(buildId);
  return (
    <section className={classes.note} aria-labelledby="plan-checks">
      <h2 id="plan-checks" className={classes.noteTitle}>
        <IconShieldCheck size={18} aria-hidden="true" /> Checks
      </h2>
      <QueryView query={query} skeleton={<RowsSkeleton rows={1} />}>
        {(report) => <Report report={report} />}
      </QueryView>
    </section>
  );
}

function Report({ report: { ok, issues, checked } }: { report: Validation }) {
  const scope = [
    plural(checked.fields, "field"),
    plural(checked.links, "link"),
    plural(checked.rules, "access rule"),
  ].join(", ");
  return (
    <>
      <p className={classes.text}>
        {ok ? "Passed" : "Not passed"}: {scope}. It compiles to {plural(checked.files, "file")}.
      </p>
      {issues.length > 0 && (
        <ul className={classes.points}>
          {issues.map((issue) => (
            <li key={`${issue.path}${issue.code}${issue.message}`}>
              {issue.message} <span className={classes.dim}>({issue.code})</span>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
