"use client";

import { Badge } from "@mantine/core";
import type { PlanContents, TemplateFeature } from "@/lib/features/template/template.schema";
import { featureWords } from "./template-words";
import classes from "./templates.module.css";

const verbs = ["read", "create", "update", "delete"] as const;
const verbWords = { read: "Read", create: "Add", update: "Change", delete: "Delete" } as const;

/** What an app made from the template keeps, who is in it, and who may do what. */
type Props = { template: PlanContents & { description?: string; features?: readonly TemplateFeature[] } };

export function TemplateContents({ template }: Props) {
  const { description = "", features = [] } = template;
  return (
    <>
      {description !== "" && <p className={classes.description}>{description}</p>}
      <h2 className={classes.heading}>Who uses it</h2>
      <ul className={classes.chipList}>
        {template.roles.map((role) => (
          <li key={role}>
            <Badge>{role}</Badge>
          </li>
        ))}
      </ul>
      {features.length > 0 && (
        <>
          <h2 className={classes.heading}>What it brings</h2>
          <ul className={classes.chipList}>
            {features.map((feature) => (
              <li key={feature}>
                <Badge color="gray">{featureWords[feature]}</Badge>
              </li>
            ))}
          </ul>
        </>
      )}
      <h2 className={classes.heading}>What it keeps, and who may do what</h2>
      <div className={classes.entities}>
        {template.entities.map((entity) => (
          <article key={entity.key} className={classes.entity} aria-labelledby={`entity-${entity.key}`}>
            <h3 id={`entity-${entity.key}`} className={classes.entityName}>
              {entity.label}
            </h3>
            <p className={classes.fields}>{entity.fields.join(", ")}</p>
            <dl className={classes.rules}>
              {verbs.map((verb) => (
                <div key={verb}>
                  <dt>{verbWords[verb]}</dt>
                  <dd>{entity.access[verb]}</dd>
                </div>
              ))}
            </dl>
            {entity.workflow.length > 0 && (
              <ul className={classes.steps} aria-label={`Steps of ${entity.label}`}>
                {entity.workflow.map((step) => (
                  <li key={step}>{step}</li>
                ))}
              </ul>
            )}
          </article>
        ))}
      </div>
    </>
  );
}
