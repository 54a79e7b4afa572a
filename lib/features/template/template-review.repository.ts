import "server-only";
import { sql } from "kysely";
import type { Tx } from "@/lib/platform/db/db";
import type { KeysetPosition } from "@/lib/platform/http/cursor";

/** The only place that names `template_reviews` and the reports about them. */
export function templateReviewRepository(tx: Tx) {
  const base = () =>
    tx
      .selectFrom("template_reviews as r")
      .select([
        "r.id",
        "r.template_id",
        "r.author_name",
        "r.rating",
        "r.body",
        "r.status",
        "r.created_at",
        "r.updated_at",
        sql<boolean>`r.user_id = private.actor_user_id()`.as("is_mine"),
      ]);
  return {
    /** Newest first. A review that was hidden is left out for its author, too: the list is what everybody reads. */
    list: (templateId: string, limit: number, after: KeysetPosition | undefined) => {
      const query = base()
        .where("r.template_id", "=", templateId)
        .where("r.status", "<>", "hidden")
        .orderBy("r.created_at", "desc")
        .orderBy("r.id", "desc")
        .limit(limit + 1);
      return (
        after
          ? query.where(sql<boolean>`(r.created_at, r.id) < (${after.value}::timestamptz, ${after.id}::uuid)`)
          : query
      ).execute();
    },
    mine: (templateId: string, userId: string) =>
      base().where("r.template_id", "=", templateId).where("r.user_id", "=", userId).executeTakeFirst(),
    find: (templateId: string, id: string) =>
      base().where("r.template_id", "=", templateId).where("r.id", "=", id).executeTakeFirst(),
    /** One per person: whoever writes again, or twice at once, changes it. */
    save: async (review: { templateId: string; userId: string; rating: number; body: string }): Promise<void> => {
      await tx
        .insertInto("template_reviews")
        .values({
          template_id: review.templateId,
          user_id: review.userId,
          rating: review.rating,
          body: review.body,
        })
        .onConflict((conflict) =>
          conflict.constraint("template_reviews_once").doUpdateSet({ rating: review.rating, body: review.body }),
        )
        .execute();
    },
    delete: async (templateId: string, userId: string): Promise<boolean> => {
      const row = await tx
        .deleteFrom("template_reviews")
        .where("template_id", "=", templateId)
        .where("user_id", "=", userId)
        .returning("id")
        .executeTakeFirst();
      return row !== undefined;
    },
    /** Only `elevated`. What the operator has decided about stays decided until the review changes. */
    report: async (report: { reviewId: string; userId: string; reason: string }): Promise<void> => {
      await tx
        .insertInto("private.template_review_reports")
        .values({ review_id: report.reviewId, user_id: report.userId, reason: report.reason })
        .onConflict((conflict) => conflict.columns(["review_id", "user_id"]).doUpdateSet({ reason: report.reason }))
        .execute();
      await tx
        .updateTable("template_reviews")
        .set({ status: "reported" })
        .where("id", "=", report.reviewId)
        .where("status", "=", "visible")
        .execute();
    },
  };
}

/** For the operator; under `asService`. */
export function reviewModeration(tx: Tx) {
  return {
    /** Reviews somebody objects to, the oldest objection first, at most 100. */
    reported: () =>
      tx
        .selectFrom("template_reviews as r")
        .innerJoin("templates as t", "t.id", "r.template_id")
        .where("r.status", "=", "reported")
        .select((eb) => [
          "r.id",
          "r.template_id",
          "t.name as template",
          "r.rating",
          "r.body",
          eb
            .selectFrom("private.template_review_reports as p")
            .whereRef("p.review_id", "=", "r.id")
            .select(sql<string[]>`coalesce(json_agg(p.reason order by p.created_at), '[]'::json)`.as("reasons"))
            .as("reasons"),
        ])
        .orderBy("r.updated_at")
        .limit(100)
        .execute(),
    set: async (id: string, status: "hidden" | "kept"): Promise<boolean> => {
      const row = await tx
        .updateTable("template_reviews")
        .set({ status })
        .where("id", "=", id)
        .returning("id")
        .executeTakeFirst();
      return row !== undefined;
    },
  };
}

export type TemplateReviewRepository = ReturnType<typeof templateReviewRepository>;
export type ReviewRow = NonNullable<Awaited<ReturnType<TemplateReviewRepository["find"]>>>;
