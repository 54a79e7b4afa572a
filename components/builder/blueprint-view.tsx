"use client";

import { Alert, Badge } from "@mantine/core";
import { IconEye, IconInfoCircle, IconQuote } from "@tabler/icons-react";
import type { Build } from "@/lib/features/build/build.schema";
import type { Blueprint } from "@/lib/features/builder/blueprint/blueprint.schema";
import { plural } from "@/lib/shared/format";
import classes from "./blueprint-view.module.css";
import { asBlueprint } from "./blueprint-words";
import { ChecksNote } from "./checks-note";
import { EngineLine } from "./engine-line";
import { EntityCard } from "./entity-card";
import { EntityDiagram } from "./entity-diagram";
import { HeldRights } from "./held-rights";

type Props = { build: Build; onChanged?: ((next: Build) => void) | undefined };

export function BlueprintView({ build, onChanged }: Props) {
  const blueprint = asBlueprint(build.blueprint);
  if (blueprint === null) {
    return (
      <Alert color="sun" title="This plan has a newer shape than this page knows">
        Reload the page. The code and the ZIP are not affected.
      </Alert>
    );
  }
  return (
    <div className={classes.layout}>
      <div className={classes.main}>
        <section aria-labelledby="plan-entities">
          <h2 id="plan-entities" className={classes.heading}>
            What the app keeps, and who may do what
          </h2>
          {blueprint.entities.length > 1 && <EntityDiagram blueprint={blueprint} />}
          <div className={classes.entities}>
            {blueprint.entities.map((entity) => (
              <EntityCard key={entity.id} entity={entity} blueprint={blueprint} />
            ))}
          </div>
        </section>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a column that scrolls must be reachable by keyboard (axe: scrollable-region-focusable). */}
      <aside className={classes.side} aria-label="About this plan" tabIndex={0}>
        <About build={build} blueprint={blueprint} />
        {blueprint.held !== undefined && <HeldRights build={build} held={blueprint.held} onChanged={onChanged} />}
        <Notes blueprint={blueprint} />
        <ChecksNote buildId={build.id} />
      </aside>
    </div>
  );
}

function About({ build, blueprint }: { build: Build; blueprint: Blueprint }) {
  return (
    <section className={classes.note}>
      <h2 className={classes.noteTitle}>{blueprint.app.name}</h2>
      {blueprint.app.tagline !== "" && <p className={classes.text}>{blueprint.app.tagline}</p>}
      <p className={classes.text}>
        {plural(blueprint.entities.length, "entity", "entities")}, {plural(blueprint.relations.length, "link")},{" "}
        {plural(build.files.length, "file")}.
      </p>
      {blueprint.roles.length > 0 && (
        <>
          <h3 className={classes.subTitle}>Roles in the app</h3>
          <ul className={classes.roles}>
            {blueprint.roles.map((role) => (
              <li key={role.key}>
                <Badge color={role.isAdmin ? "sun" : "patina"}>{role.label}</Badge>{" "}
                <span className={classes.dim}>
                  {[
                    role.isAdmin && "manages everything",
                    role.isDefault && "given at sign-up",
                    role.selfSelect && "people may pick it themselves",
                  ]
                    .filter(Boolean)
                    .join(", ")}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      <EngineLine build={build} />
    </section>
  );
}

function Notes({ blueprint }: { blueprint: Blueprint }) {
  return (
    <>
      {blueprint.review.length > 0 && (
        <section className={classes.note} data-tone="sun">
          <h2 className={classes.noteTitle}>
            <IconEye size={18} aria-hidden="true" /> Look at these before you publish
          </h2>
          <ul className={classes.points}>
            {blueprint.review.map((item) => (
              <li key={`${item.path}${item.code}`}>{item.message}</li>
            ))}
          </ul>
        </section>
      )}
      {blueprint.unsupported.length > 0 && (
        <section className={classes.note}>
          <h2 className={classes.noteTitle}>
            <IconQuote size={18} aria-hidden="true" /> Not built
          </h2>
          <ul className={classes.quotes}>
            {blueprint.unsupported.map((item) => (
              <li key={`${item.quote}${item.reason}`}>
                <blockquote>{item.quote}</blockquote>
                <p>{item.reason}</p>
                {item.suggestion !== "" && <p className={classes.dim}>{item.suggestion}</p>}
              </li>
            ))}
          </ul>
        </section>
      )}
      {blueprint.assumptions.length > 0 && (
        <section className={classes.note}>
          <h2 className={classes.noteTitle}>
            <IconInfoCircle size={18} aria-hidden="true" /> Assumed
          </h2>
          <ul className={classes.points}>
            {blueprint.assumptions.map((item) => (
              <li key={`${item.path}${item.text}`}>{item.text}</li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
