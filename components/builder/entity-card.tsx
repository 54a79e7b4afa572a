"use client";

import { Collapse, UnstyledButton } from "@mantine/core";
import { useDisclosure, useId } from "@mantine/hooks";
import { IconChevronDown } from "@tabler/icons-react";
import type { Blueprint, Entity, Verb } from "@/lib/features/builder/blueprint/blueprint.schema";
import { plural } from "@/lib/shared/format";
import classes from "./blueprint-view.module.css";
import { fieldWords, linksOf, rulesInWords, verbWords } from "./blueprint-words";

const verbs: readonly Verb[] = ["read", "create", "update", "delete"];

export function EntityCard({ entity, blueprint }: { entity: Entity; blueprint: Blueprint }) {
  const [opened, { toggle }] = useDisclosure(false);
  const id = useId();
  const links = linksOf(entity, blueprint);
  return (
    <article id={`entity-${entity.id}`} className={classes.entity} aria-labelledby={`${id}-name`}>
      <h3 id={`${id}-name`} className={classes.entityName}>
        {entity.label.many}
      </h3>
      <dl className={classes.rules}>
        {verbs.map((verb) => (
          <div key={verb}>
            <dt>{verbWords[verb]}</dt>
            <dd>{rulesInWords(entity.access[verb], blueprint)}</dd>
          </div>
        ))}
      </dl>
      <UnstyledButton className={classes.toggle ?? ""} onClick={toggle} aria-expanded={opened} aria-controls={id}>
        <IconChevronDown size={16} aria-hidden="true" data-opened={opened} />
        {plural(entity.fields.length, "field")}
        {links.length > 0 && `, ${plural(links.length, "link")}`}
      </UnstyledButton>
      <Collapse expanded={opened} id={id} keepMounted={false}>
        <ul className={classes.fields}>
          {entity.fields.map((field) => (
            <li key={field.id}>
              <span className={classes.fieldName}>{field.label}</span>
              <span className={classes.dim}>{fieldWords(field, blueprint)}</span>
            </li>
          ))}
        </ul>
        {links.length > 0 && (
          <ul className={classes.fields}>
            {links.map((link) => (
              <li key={link}>{link}</li>
            ))}
          </ul>
        )}
      </Collapse>
    </article>
  );
}
