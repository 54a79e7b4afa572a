import "server-only";
import type { Tx } from "@/lib/platform/db/db";
import { elevated } from "@/lib/platform/db/service-role";
import { ForbiddenError, NotFoundError } from "@/lib/platform/errors/errors";
import { decodeCursor, pageOf } from "@/lib/platform/http/cursor";
import { type ReviewRow, templateReviewRepository } from "../template-review.repository";
import { getTemplate } from "./get-template";

type Caller = { kind: "user"; userId: string } | { kind: "api_key" };

/** @throws ForbiddenError SESSION_REQUIRED: a review is a person's */
export function personOf(caller: Caller): string {
  if (caller.kind !== "user")
    throw new ForbiddenError("SESSION_REQUIRED", "This needs a signed-in person; an API key cannot do it.");
  return caller.userId;
}

type Where = { workspaceId: string; templateId: string };
type Page = { limit: number; cursor?: string | undefined };

/** Newest first. @throws NotFoundError */
export async function listReviews(
  tx: Tx,
  { workspaceId, templateId, limit, cursor }: Where & Page,
): Promise<{ rows: ReviewRow[]; nextCursor: string | null }> {
  const after = decodeCursor(cursor);
  await getTemplate(tx, workspaceId, templateId);
  const rows = await templateReviewRepository(tx).list(templateId, limit, after);
  return pageOf(rows, limit, (row) => ({ value: row.created_at, id: row.id }));
}

/** Writes or changes the caller's review. @throws NotFoundError, ConflictError OWN_TEMPLATE for members of its workspace */
export async function saveReview(
  tx: Tx,
  { workspaceId, templateId, ...review }: Where & { userId: string; rating: number; body: string },
): Promise<ReviewRow> {
  await getTemplate(tx, workspaceId, templateId);
  const reviews = templateReviewRepository(tx);
  await reviews.save({ templateId, ...review });
  const row = await reviews.mine(templateId, review.userId);
  if (!row) throw new NotFoundError();
  return row;
}

/** @throws NotFoundError when there is none */
export async function deleteReview(tx: Tx, { templateId, userId }: Where & { userId: string }): Promise<void> {
  if (!(await templateReviewRepository(tx).delete(templateId, userId))) throw new NotFoundError();
}

/** Tells the operator that a review should not stand; it is shown until they have looked. @throws NotFoundError */
export async function reportReview(
  tx: Tx,
  { workspaceId, templateId, reviewId, userId, reason }: Where & { reviewId: string; userId: string; reason: string },
): Promise<void> {
  await getTemplate(tx, workspaceId, templateId);
  const reviews = templateReviewRepository(tx);
  const review = await reviews.find(templateId, reviewId);
  if (!review || review.status === "hidden") throw new NotFoundError();
  await elevated(tx, () => reviews.report({ reviewId, userId, reason }));
}
