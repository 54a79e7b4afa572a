import "server-only";
import type { z } from "zod";
import { asService } from "@/lib/platform/db/service-role";
import { NotFoundError } from "@/lib/platform/errors/errors";
import { templateModeration } from "../template.repository";
import type { moderationBody, reportedReviewDto } from "../template.schema";
import { reviewModeration } from "../template-review.repository";

const templateChanges = {
  feature: { featured: true },
  unfeature: { featured: false },
  remove: { status: "removed" },
  restore: { status: "published" },
} as const;

/** A decision of the operator of the installation. @throws NotFoundError */
export async function moderate(decision: z.infer<typeof moderationBody>): Promise<void> {
  const done = await asService((tx) => {
    if ("reviewId" in decision)
      return reviewModeration(tx).set(decision.reviewId, decision.action === "hide_review" ? "hidden" : "kept");
    return templateModeration(tx).set(decision.templateId, templateChanges[decision.action]);
  });
  if (!done) throw new NotFoundError();
}

/** Reviews that wait for the operator. */
export async function listReportedReviews(): Promise<z.infer<typeof reportedReviewDto>[]> {
  const rows = await asService((tx) => reviewModeration(tx).reported());
  return rows.map((row) => ({
    reviewId: row.id,
    templateId: row.template_id,
    template: row.template,
    rating: row.rating,
    body: row.body,
    reasons: row.reasons ?? [],
  }));
}
