"use client";

import Link from "next/link";
import { useWorkspace } from "@/components/workspace/workspace-context";
import type { TemplateSummary } from "@/lib/features/template/template.schema";
import { plural } from "@/lib/shared/format";
import { RatingWords } from "./rating-words";
import { TemplateBadges } from "./template-badges";
import { usesInWords } from "./template-words";
import classes from "./templates.module.css";

type Props = { template: TemplateSummary; projectId: string | null };

export function TemplateCard({ template, projectId }: Props) {
  const { base } = useWorkspace();
  const query = projectId === null ? "" : `?project=${projectId}`;
  return (
    <li className={classes.card}>
      <TemplateBadges template={template} />
      <h2 className={classes.cardTitle}>
        <Link href={`${base}/templates/${template.id}${query}`} className={classes.cardLink}>
          {template.name}
        </Link>
      </h2>
      <p className={classes.summary}>{template.summary}</p>
      <p className={classes.publisher}>
        By {template.publisher}, {plural(template.entityCount, "entity", "entities")}
      </p>
      <p className={classes.meta}>
        <RatingWords template={template} />
        <span>{usesInWords(template.useCount)}</span>
      </p>
    </li>
  );
}
