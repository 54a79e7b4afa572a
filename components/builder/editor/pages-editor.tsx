"use client";

import { Checkbox, NativeSelect } from "@mantine/core";
import { useState } from "react";
import type { Blueprint } from "@/lib/features/builder/blueprint/blueprint.schema";
import classes from "./editor.module.css";
import { ActionButton, AddButton, MoveButtons, OptionalName, ProblemText, useAttempt } from "./inputs";
import type { Push } from "./use-draft";

type Props = { blueprint: Blueprint; push: Push };
const sums = new Set(["int", "decimal", "money", "percent", "duration", "rating"]);

/** What the app shows beside the lists themselves: its menu, reports and histories. */
export function PagesEditor({ blueprint, push }: Props) {
  return (
    <>
      <Menu blueprint={blueprint} push={push} />
      <Histories blueprint={blueprint} push={push} />
      <Reports blueprint={blueprint} push={push} />
    </>
  );
}

function Menu({ blueprint, push }: Props) {
  const { problem, run } = useAttempt(push);
  const shown = new Set(blueprint.pages.filter((page) => page.kind === "list").map((page) => page.entity));
  return (
    <fieldset className={classes.group}>
      <legend>In the menu</legend>
      <ol className={classes.plain}>
        {blueprint.entities.map((entity, index) => (
          <li key={entity.id} className={classes.line}>
            <Checkbox
              label={entity.label.many}
              checked={shown.has(entity.id)}
              onChange={(event) => run({ kind: "setMenu", entity: entity.id, on: event.currentTarget.checked })}
              className={classes.grow ?? ""}
            />
            <MoveButtons
              push={push}
              what={entity.label.many}
              index={index}
              count={blueprint.entities.length}
              to={(to) => ({ kind: "moveEntity", entity: entity.id, to })}
            />
          </li>
        ))}
      </ol>
      <p className={classes.dim}>
        A list that is pure detail of another one is reached through it in any case. Who sees a list in the menu follows
        from who may read it: that is decided under Access.
      </p>
      <ProblemText problem={problem} />
    </fieldset>
  );
}

function Histories({ blueprint, push }: Props) {
  const { problem, run } = useAttempt(push);
  const tracked = blueprint.entities
    .map((entity) => ({ entity, states: entity.fields.filter((field) => field.type === "enum") }))
    .filter(({ states }) => states.length > 0);
  return (
    <fieldset className={classes.group}>
      <legend>History of every change</legend>
      {tracked.length === 0 && <p className={classes.empty}>No list has a field of the kind “one of a list” yet.</p>}
      <div className={classes.grid}>
        {tracked.map(({ entity, states }) => (
          <NativeSelect
            key={entity.id}
            label={entity.label.many}
            value={states.find((field) => field.key === entity.audit?.field)?.id ?? ""}
            data={[
              { value: "", label: "No history" },
              ...states.map((field) => ({ value: field.id, label: `Of “${field.label}”` })),
            ]}
            onChange={(event) =>
              run({
                kind: "setHistory",
                entity: entity.id,
                field: event.currentTarget.value === "" ? null : event.currentTarget.value,
              })
            }
          />
        ))}
      </div>
      <ProblemText problem={problem} />
    </fieldset>
  );
}

function Reports({ blueprint, push }: Props) {
  return (
    <section aria-labelledby="edit-reports">
      <h3 id="edit-reports" className={classes.title}>
        Reports
      </h3>
      {blueprint.reports.length === 0 && <p className={classes.empty}>No reports yet.</p>}
      <ul className={classes.plain}>
        {blueprint.reports.map((report) => (
          <li key={report.key} className={classes.line}>
            <span className={classes.grow}>
              {report.label}{" "}
              <span className={classes.dim}>
                about {blueprint.entities.find((entity) => entity.id === report.entity)?.label.many}
              </span>
            </span>
            <ActionButton
              push={push}
              operation={{ kind: "removeReport", report: report.key }}
              aria-label={`Remove the report ${report.label}`}
            >
              Remove
            </ActionButton>
          </li>
        ))}
      </ul>
      {blueprint.roles.length > 0 && <AddReport blueprint={blueprint} push={push} />}
    </section>
  );
}

function AddReport({ blueprint, push }: Props) {
  const groups = blueprint.entities.flatMap((entity) => [
    ...entity.fields
      .filter((field) => field.type === "enum")
      .map((field) => ({ entity, id: field.id, label: `${entity.label.many} by ${field.label}` })),
    ...blueprint.relations
      .filter((relation) => relation.from === entity.id && relation.kind !== "many-many")
      .map((relation) => ({ entity, id: relation.id, label: `${entity.label.many} by ${relation.fromLabel}` })),
  ]);
  const [groupBy, setGroupBy] = useState("");
  const [sum, setSum] = useState("");
  const [label, setLabel] = useState("");
  const { problem, run } = useAttempt(push);
  const group = groups.find((item) => item.id === groupBy) ?? groups[0];
  if (group === undefined)
    return <p className={classes.empty}>A report needs a list of choices or a link to group by.</p>;
  const numbers = group.entity.fields.filter((field) => sums.has(field.type));
  const total = numbers.some((field) => field.id === sum) ? { sum } : {};
  const add = () => {
    const name = label.trim() === "" ? group.label : label.trim();
    if (run({ kind: "addReport", entity: group.entity.id, label: name.slice(0, 80), groupBy: group.id, ...total }))
      setLabel("");
  };
  return (
    <fieldset className={classes.group}>
      <legend>New report</legend>
      <div className={classes.grid}>
        <NativeSelect
          label="What"
          value={group.id}
          data={groups.map((item) => ({ value: item.id, label: item.label }))}
          onChange={(event) => setGroupBy(event.currentTarget.value)}
        />
        <NativeSelect
          label="Shows"
          value={total.sum ?? ""}
          data={[
            { value: "", label: "How many" },
            ...numbers.map((field) => ({ value: field.id, label: `Total of ${field.label}` })),
          ]}
          onChange={(event) => setSum(event.currentTarget.value)}
        />
        <OptionalName label={label} setLabel={setLabel} />
      </div>
      <ProblemText problem={problem} />
      <AddButton onClick={add}>Add report</AddButton>
    </fieldset>
  );
}
