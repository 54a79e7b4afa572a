"use client";

import { Button, Checkbox, Collapse, NativeSelect } from "@mantine/core";
import { useDisclosure, useId } from "@mantine/hooks";
import { IconChevronDown } from "@tabler/icons-react";
import { useState } from "react";
import {
  ACCOUNT_ENTITY_ID,
  type Blueprint,
  type Entity,
  type Relation,
} from "@/lib/features/builder/blueprint/blueprint.schema";
import { LINK_FIELD_TYPES, RELATION_KINDS } from "@/lib/features/builder/edit/operations";
import { typeInWords } from "../blueprint-words";
import { AddLine } from "./choices-editor";
import classes from "./editor.module.css";
import { ActionButton, AddButton, CommitInput, OptionalName, ProblemText, useAttempt } from "./inputs";
import type { Push } from "./use-draft";

type Props = { entity: Entity; blueprint: Blueprint; push: Push };

const kindWords = { "many-one": "one", "one-one": "one, of its own", "many-many": "any number" } as const;
const deleteOptions = [
  { value: "restrict", label: "It cannot be deleted" },
  { value: "cascade", label: "These are deleted too" },
  { value: "setNull", label: "These stay without it" },
];

export function LinksEditor({ entity, blueprint, push }: Props) {
  const own = blueprint.relations.filter((relation) => relation.from === entity.id);
  return (
    <section aria-label={`Links of ${entity.label.many}`}>
      <h3 className={classes.subTitle}>Links</h3>
      {own.length === 0 && <p className={classes.empty}>No links from {entity.label.many} yet.</p>}
      <ul className={classes.rows}>
        {own.map((relation) => (
          <LinkRow key={relation.id} relation={relation} blueprint={blueprint} push={push} />
        ))}
      </ul>
      <AddLink entity={entity} blueprint={blueprint} push={push} />
    </section>
  );
}

const nameOf = (id: string, blueprint: Blueprint): string =>
  id === ACCOUNT_ENTITY_ID ? "Person" : (blueprint.entities.find((item) => item.id === id)?.label.one ?? id);

function LinkRow({ relation, blueprint, push }: { relation: Relation; blueprint: Blueprint; push: Push }) {
  const [opened, { toggle }] = useDisclosure(false);
  const id = useId();
  return (
    <li className={classes.row}>
      <div className={classes.rowHead}>
        <span className={classes.rowName}>{relation.fromLabel}</span>
        <span className={classes.dim}>
          {kindWords[relation.kind]} {nameOf(relation.to, blueprint)}
          {relation.required ? "; required" : ""}
        </span>
        <Button
          size="compact-sm"
          variant="subtle"
          onClick={toggle}
          aria-expanded={opened}
          aria-controls={id}
          aria-label={`Edit the link ${relation.fromLabel}`}
          rightSection={
            <IconChevronDown size={14} aria-hidden="true" data-opened={opened} className={classes.chevron} />
          }
        >
          Edit
        </Button>
      </div>
      <Collapse expanded={opened} id={id} keepMounted={false}>
        <LinkForm relation={relation} push={push} />
      </Collapse>
    </li>
  );
}

function LinkForm({ relation, push }: { relation: Relation; push: Push }) {
  const { problem, run } = useAttempt(push);
  const at = { kind: "changeRelation", relation: relation.id } as const;
  const isMany = relation.kind === "many-many";
  return (
    <div className={classes.form}>
      <div className={classes.grid}>
        <CommitInput label="Name" value={relation.fromLabel} commit={(label) => push({ ...at, label })} />
        <CommitInput
          label="Name from the other end"
          value={relation.toLabel}
          commit={(backLabel) => push({ ...at, backLabel })}
        />
        {!isMany && (
          <NativeSelect
            label="How many"
            value={relation.kind}
            data={[
              { value: "many-one", label: "One, shared by many" },
              { value: "one-one", label: "One, of its own" },
            ]}
            onChange={(event) =>
              run({ ...at, cardinality: event.currentTarget.value === "one-one" ? "one-one" : "many-one" })
            }
          />
        )}
        {!isMany && (
          <NativeSelect
            label="When the other is deleted"
            value={relation.onDelete}
            data={deleteOptions}
            onChange={(event) => {
              const value = event.currentTarget.value;
              run({ ...at, onDelete: value === "cascade" || value === "setNull" ? value : "restrict" });
            }}
          />
        )}
      </div>
      {!isMany && (
        <Checkbox
          label="Required"
          checked={relation.required}
          onChange={(event) => run({ ...at, required: event.currentTarget.checked })}
        />
      )}
      <ProblemText problem={problem} />
      {isMany && <LinkFields relation={relation} push={push} />}
      <ActionButton
        push={push}
        operation={{ kind: "removeRelation", relation: relation.id }}
        color="red"
        variant="light"
        aria-label={`Remove the link ${relation.fromLabel}`}
      >
        Remove link
      </ActionButton>
    </div>
  );
}

const linkFieldOptions = LINK_FIELD_TYPES.map((value) => ({ value, label: typeInWords(value) }));

/** What is filled in for each pair, such as how many of a part a repair used. */
function LinkFields({ relation, push }: { relation: Relation; push: Push }) {
  const [type, setType] = useState<(typeof LINK_FIELD_TYPES)[number]>("int");
  return (
    <fieldset className={classes.group}>
      <legend>Fields of this link</legend>
      <ul className={classes.plain}>
        {(relation.through?.fields ?? []).map((field) => (
          <li key={field.id} className={classes.line}>
            <span className={classes.grow}>
              {field.label} <span className={classes.dim}>{typeInWords(field.type)}</span>
            </span>
            <ActionButton
              push={push}
              operation={{ kind: "removeLinkField", relation: relation.id, field: field.id }}
              aria-label={`Remove ${field.label}`}
            >
              Remove
            </ActionButton>
          </li>
        ))}
      </ul>
      <NativeSelect
        label="Kind of the next one"
        value={type}
        data={linkFieldOptions}
        onChange={(event) => setType(LINK_FIELD_TYPES.find((item) => item === event.currentTarget.value) ?? "int")}
      />
      <AddLine
        label="New field of the link"
        add="Add field"
        onAdd={(label) => push({ kind: "addLinkField", relation: relation.id, label, type })}
      />
    </fieldset>
  );
}

function AddLink({ entity, blueprint, push }: Props) {
  const targets = [
    ...blueprint.entities.map((item) => ({ value: item.id, label: item.label.one })),
    { value: ACCOUNT_ENTITY_ID, label: "Person with an account" },
  ];
  const first = blueprint.entities.find((item) => item.id !== entity.id)?.id ?? ACCOUNT_ENTITY_ID;
  const [to, setTo] = useState(first);
  const [kind, setKind] = useState<(typeof RELATION_KINDS)[number]>("many-one");
  const [label, setLabel] = useState("");
  const { problem, run } = useAttempt(push);
  const target = targets.some((item) => item.value === to) ? to : first;
  const add = () => {
    const named = label.trim() === "" ? {} : { label: label.trim() };
    const link = { kind: "addRelation", from: entity.id, to: target, relation: kind, ...named } as const;
    if (run({ ...link, required: false, onDelete: "restrict" })) setLabel("");
  };
  return (
    <fieldset className={classes.group}>
      <legend>New link</legend>
      <div className={classes.grid}>
        <NativeSelect
          label={`Each ${entity.label.one} has`}
          value={kind}
          data={RELATION_KINDS.map((value) => ({ value, label: kindWords[value] }))}
          onChange={(event) => setKind(RELATION_KINDS.find((item) => item === event.currentTarget.value) ?? "many-one")}
        />
        <NativeSelect label="Of" value={target} data={targets} onChange={(event) => setTo(event.currentTarget.value)} />
        <OptionalName label={label} setLabel={setLabel} />
      </div>
      <ProblemText problem={problem} />
      <AddButton onClick={add}>Add link</AddButton>
    </fieldset>
  );
}
