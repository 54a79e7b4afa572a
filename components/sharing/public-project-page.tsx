"use client";

import { ScopedPreviewFrame } from "@/components/builder/preview-frame";
import { TemplateContents } from "@/components/templates/template-contents";
import { TextLink } from "@/components/ui/links";
import type { PublicProject } from "@/lib/features/sharing/sharing.schema";
import { absoluteTime, plural } from "@/lib/shared/format";
import classes from "./sharing.module.css";

const nothing = {};

/** For anybody with the address: what the app is and does. Nothing of the workspace, its people or its client. */
export function PublicProjectPage({ pageKey, project }: { pageKey: string; project: PublicProject }) {
  return (
    <article>
      <h1 className={classes.title}>{project.name}</h1>
      <p className={classes.lead}>{project.summary}</p>
      <p className={classes.facts}>
        Version {project.version}, {absoluteTime(project.builtAt, "UTC").split(",")[0]}.{" "}
        {plural(project.entities.length, "kind")} of records, {plural(project.roles.length, "role")}.
      </p>
      {project.idea !== null && (
        <section className={classes.idea} aria-labelledby="idea">
          <h2 id="idea" className={classes.ideaTitle}>
            The idea
          </h2>
          {project.idea}
        </section>
      )}
      <ScopedPreviewFrame subject={{ kind: "public-projects", id: pageKey, name: project.name }} scope={nothing} />
      <div className={classes.contents}>
        <TemplateContents template={project} />
      </div>
      <footer className={classes.foot}>
        Made with{" "}
        <TextLink href="/" size="sm" underline="always">
          Atrium
        </TextLink>
        : from an idea in plain words to a working app.
      </footer>
    </article>
  );
}
