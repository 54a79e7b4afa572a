"use client";

import { IconStarFilled } from "@tabler/icons-react";
import type { TemplateSummary } from "@/lib/features/template/template.schema";
import { plural } from "@/lib/shared/format";
import classes from "./templates.module.css";

/** A number with a star; read aloud as a sentence. */
export function RatingWords({ template }: { template: Pick<TemplateSummary, "rating" | "ratingCount"> }) {
  if (template.rating === null) return <span>No reviews yet</span>;
  return (
    <span className={classes.rating}>
      <IconStarFilled size={14} aria-hidden="true" />
      <span>
        {template.rating.toFixed(1)} <span className={classes.dim}>({plural(template.ratingCount, "review")})</span>
      </span>
    </span>
  );
}
