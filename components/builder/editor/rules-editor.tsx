"use client";

import { NativeSelect } from "@mantine/core";
import { useState } from "react";
import type { Blueprint, Entity } from "@/lib/features/builder/blueprint/blueprint.schema";
import { NUMBER_TYPES } from "@/lib/features/builder/edit/change-rules";
import classes from "./editor.module.css";
import { ActionButton, AddButton, ProblemText, useAttempt } from "./inputs";
import type { Push } from "./use-draft";
import { ViewsEditor } from "./views-editor";

type Props = { entity: Entity; blueprint: Blueprint; push: Push };
const times = new Set(["date", "datetime", "time"]);
const none = { value: "", label: "No such rule" };

/** What has to hold between the fields of a row, and the rows that people look for again and again. */
export function RulesEditor(props: Props) {
  const { entity } = props;
  return (
    <section aria-label={`Rules and views of ${entity.label.many}`}>
      <h3 className={classes.subTitle}>Rules</h3>
      <Uniques {...props} />
      <Orders {...props} />
      <NoOverlap {...props} />
      <OnlyWhen {...props} />
      <ViewsEditor {...props} />
    </section>
  );
}

const idOf = (entity: Entity, key: string): string => entity.fields.find((field) => field.key === key)?.id ?? key;

/** Fields and links to one row, by id. */
function partsOf({ entity, blueprint }: Props) {
  const links = blueprint.relations.filter((link) => link.from === entity.id && link.kind !== "many-many");
  return [
    ...entity.fields.map(({ id, label }) => ({ value: id, label })),
    ...links.map(({ id, fromLabel }) => ({ value: id, label: fromLabel })),
  ];
}

function Uniques(props: Props) {
  const { entity, push } = props;
  const parts = partsOf(props);
  const [first, setFirst] = useState("");
  const [second, setSecond] = useState("");
  const { problem, run } = useAttempt(push);
  const labelOf = (id: string) => parts.find((part) => part.value === id)?.label ?? id;
  const [a, b] = [first || (parts[0]?.value ?? ""), second || (parts[1]?.value ?? "")];
  return (
    <fieldset className={classes.group}>
      <legend>Together only once</legend>
      <ul className={classes.plain}>
        {entity.uniques.map((set) => {
          const ids = set.map((key) => idOf(entity, key));
          const words = ids.map(labelOf).join(" + ");
          return (
            <li key={words} className={classes.line}>
              <span className={classes.grow}>{words}</span>
              <ActionButton
                push={push}
                operation={{ kind: "removeUnique", entity: entity.id, parts: ids }}
                aria-label={`Remove the rule ${words}`}
              >
                Remove
              </ActionButton>
            </li>
          );
        })}
      </ul>
      {parts.length < 2 ? (
        <p className={classes.empty}>This needs two fields or links.</p>
      ) : (
        <>
          <div className={classes.grid}>
            <NativeSelect label="This" value={a} data={parts} onChange={(e) => setFirst(e.currentTarget.value)} />
            <NativeSelect label="With this" value={b} data={parts} onChange={(e) => setSecond(e.currentTarget.value)} />
          </div>
          <ProblemText problem={problem} />
          <AddRule onClick={() => run({ kind: "addUnique", entity: entity.id, parts: [a, b] })} />
        </>
      )}
    </fieldset>
  );
}

function AddRule({ onClick }: { onClick: () => void }) {
  return <AddButton onClick={onClick}>Add rule</AddButton>;
}

function Orders({ entity, push }: Props) {
  const comparable = entity.fields.filter((field) => times.has(field.type) || NUMBER_TYPES.has(field.type));
  const fields = comparable.filter((field) => comparable.filter(({ type }) => type === field.type).length > 1);
  const [first, setFirst] = useState("");
  const [second, setSecond] = useState("");
  const { problem, run } = useAttempt(push);
  const chosen = fields.find(({ id }) => id === first) ?? fields[0];
  const others = fields.filter((field) => field.id !== chosen?.id && field.type === chosen?.type);
  const other = others.find(({ id }) => id === second) ?? others[0];
  const optionsOf = (list: Entity["fields"]) => list.map(({ id, label }) => ({ value: id, label }));
  return (
    <fieldset className={classes.group}>
      <legend>One before the other</legend>
      <ul className={classes.plain}>
        {entity.ordered.map(({ a, b }) => {
          const [from, to] = [a, b].map((key) => entity.fields.find((field) => field.key === key));
          const words = `${from?.label ?? a} before ${to?.label ?? b}`;
          return (
            <li key={words} className={classes.line}>
              <span className={classes.grow}>{words}</span>
              <ActionButton
                push={push}
                operation={{ kind: "removeOrder", entity: entity.id, a: idOf(entity, a), b: idOf(entity, b) }}
                aria-label={`Remove the rule ${words}`}
              >
                Remove
              </ActionButton>
            </li>
          );
        })}
      </ul>
      {chosen === undefined || fields.length < 2 ? (
        <p className={classes.empty}>This needs two dates, times or numbers of the same kind.</p>
      ) : (
        <>
          <div className={classes.grid}>
            <NativeSelect
              label="First"
              value={chosen.id}
              data={optionsOf(fields)}
              onChange={(event) => setFirst(event.currentTarget.value)}
            />
            <NativeSelect
              label="Then"
              value={other?.id ?? ""}
              data={other ? optionsOf(others) : [{ value: "", label: "No other of this kind" }]}
              onChange={(event) => setSecond(event.currentTarget.value)}
            />
          </div>
          <ProblemText problem={problem} />
          {other && <AddRule onClick={() => run({ kind: "addOrder", entity: entity.id, a: chosen.id, b: other.id })} />}
        </>
      )}
    </fieldset>
  );
}

/** Every way in which rows with the same linked row could be kept apart: one choice, not three that depend on each other. */
function NoOverlap({ entity, blueprint, push }: Props) {
  const { problem, run } = useAttempt(push);
  const links = blueprint.relations.filter((link) => link.from === entity.id && link.kind !== "many-many");
  const days = entity.fields.filter((field) => field.type === "date" || field.type === "datetime");
  const spans = days.flatMap((start, index) =>
    days
      .slice(index + 1)
      .filter((end) => end.type === start.type)
      .map((end) => ({ start, end })),
  );
  const ways = links.flatMap((link) =>
    spans.map(({ start, end }) => ({
      value: `${link.id} ${start.id} ${end.id}`,
      label: `With the same ${link.fromLabel}, ${start.label} to ${end.label}`,
      rule: { relation: link.id, start: start.id, end: end.id },
    })),
  );
  const now = entity.noOverlap;
  const value = now ? `${now.relation} ${idOf(entity, now.start)} ${idOf(entity, now.end)}` : "";
  if (ways.length === 0 && !now) return null;
  const known = ways.some((way) => way.value === value);
  return (
    <fieldset className={classes.group}>
      <legend>No overlap in time</legend>
      <NativeSelect
        aria-label="No overlap in time"
        value={value}
        data={[none, ...ways, ...(now && !known ? [{ value, label: "As it is" }] : [])]}
        onChange={(event) => {
          const rule = ways.find((way) => way.value === event.currentTarget.value)?.rule ?? null;
          run({ kind: "setNoOverlap", entity: entity.id, rule });
        }}
      />
      <ProblemText problem={problem} />
    </fieldset>
  );
}

function OnlyWhen({ entity, blueprint, push }: Props) {
  const { problem, run } = useAttempt(push);
  const ways = blueprint.relations
    .filter((link) => link.from === entity.id && link.kind !== "many-many")
    .flatMap((link) => {
      const parent = blueprint.entities.find(({ id }) => id === link.to);
      return (parent?.fields ?? [])
        .filter((field) => field.type === "enum")
        .flatMap((field) =>
          (blueprint.enums.find(({ key }) => key === field.enum)?.values ?? []).map((choice) => ({
            value: `${link.id} ${field.key} ${choice.key}`,
            label: `While “${field.label}” of the ${link.fromLabel} is ${choice.label}`,
            rule: { relation: link.id, field: field.id, value: choice.key },
          })),
        );
    });
  const now = entity.onlyWhen;
  if (ways.length === 0) return null;
  return (
    <fieldset className={classes.group}>
      <legend>Added only when</legend>
      <NativeSelect
        aria-label="Added only when"
        value={now ? `${now.relation} ${now.field} ${now.value}` : ""}
        data={[none, ...ways]}
        onChange={(event) => {
          const rule = ways.find((way) => way.value === event.currentTarget.value)?.rule ?? null;
          run({ kind: "setOnlyWhen", entity: entity.id, rule });
        }}
      />
      <ProblemText problem={problem} />
    </fieldset>
  );
}
