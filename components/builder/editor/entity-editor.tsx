"use client";

import { Checkbox, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import {
  type Blueprint,
  type Entity,
  FIELD_TYPES,
  type FieldType,
} from "@/lib/features/builder/blueprint/blueprint.schema";
import { TITLES } from "@/lib/features/builder/edit/change-app";
import classes from "./editor.module.css";
import { FieldEditor, typeOptions } from "./field-editor";
import { ActionButton, AddButton, CommitInput, ProblemText, useAttempt } from "./inputs";
import { LinksEditor } from "./links-editor";
import { RulesEditor } from "./rules-editor";
import type { Push } from "./use-draft";
import { WorkflowEditor } from "./workflow-editor";

type Props = { entity: Entity; blueprint: Blueprint; push: Push };

export function EntityEditor({ entity, blueprint, push }: Props) {
  return (
    <article className={classes.entity} aria-label={entity.label.many}>
      <div className={classes.line}>
        <CommitInput
          label="Name of one"
          value={entity.label.one}
          commit={(label) => push({ kind: "renameEntity", entity: entity.id, label })}
          className={classes.grow ?? ""}
        />
        <CommitInput
          label="Name of many"
          value={entity.label.many}
          commit={(many) => push({ kind: "renameEntity", entity: entity.id, label: entity.label.one, many })}
          className={classes.grow ?? ""}
        />
        <TitleSelect entity={entity} push={push} />
        <div className={classes.below}>
          <ActionButton
            push={push}
            operation={{ kind: "removeEntity", entity: entity.id }}
            color="red"
            variant="light"
            aria-label={`Remove the list ${entity.label.many}`}
          >
            Remove list
          </ActionButton>
        </div>
      </div>
      <section aria-label={`Fields of ${entity.label.many}`}>
        <h3 className={classes.subTitle}>Fields</h3>
        <ul className={classes.rows}>
          {entity.fields.map((field) => (
            <FieldEditor key={field.id} entity={entity} field={field} blueprint={blueprint} push={push} />
          ))}
        </ul>
        <AddField entity={entity} push={push} />
      </section>
      <LinksEditor entity={entity} blueprint={blueprint} push={push} />
      <WorkflowEditor entity={entity} blueprint={blueprint} push={push} />
      <RulesEditor entity={entity} blueprint={blueprint} push={push} />
    </article>
  );
}

function TitleSelect({ entity, push }: { entity: Entity; push: Push }) {
  const { problem, run } = useAttempt(push);
  const fields = entity.fields.filter((field) => TITLES.has(field.type) || field.key === entity.titleField);
  return (
    <NativeSelect
      label="Rows are called by"
      value={fields.find((field) => field.key === entity.titleField)?.id ?? ""}
      data={fields.map(({ id, label }) => ({ value: id, label }))}
      error={problem?.message}
      onChange={(event) => run({ kind: "setTitle", entity: entity.id, field: event.currentTarget.value })}
      className={classes.grow ?? ""}
    />
  );
}

function AddField({ entity, push }: { entity: Entity; push: Push }) {
  const [label, setLabel] = useState("");
  const [type, setType] = useState<FieldType>("text");
  const [choices, setChoices] = useState("");
  const [required, setRequired] = useState(false);
  const { problem, run } = useAttempt(push);
  const isChoice = type === "enum" || type === "multiEnum";
  const add = () => {
    if (label.trim() === "") return;
    const options = isChoice ? choices.split(",").flatMap((text) => text.trim() || []) : [];
    if (!run({ kind: "addField", entity: entity.id, label: label.trim(), type, required, options })) return;
    setLabel("");
    setChoices("");
    setRequired(false);
  };
  return (
    <fieldset className={classes.group}>
      <legend>New field</legend>
      <div className={classes.grid}>
        <TextInput
          label="Field name"
          value={label}
          maxLength={80}
          onChange={(event) => setLabel(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            add();
          }}
        />
        <NativeSelect
          label="Field kind"
          value={type}
          data={typeOptions}
          onChange={(event) => setType(FIELD_TYPES.find((item) => item === event.currentTarget.value) ?? "text")}
        />
        {isChoice && (
          <TextInput
            label="Choices, with commas"
            placeholder="Low, Medium, High"
            value={choices}
            maxLength={2_000}
            onChange={(event) => setChoices(event.currentTarget.value)}
          />
        )}
      </div>
      <Checkbox
        label="Has to be filled in"
        checked={required}
        onChange={(event) => setRequired(event.currentTarget.checked)}
      />
      <ProblemText problem={problem} />
      <AddButton onClick={add} disabled={label.trim() === ""}>
        Add field
      </AddButton>
    </fieldset>
  );
}
