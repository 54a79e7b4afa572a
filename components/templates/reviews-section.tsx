"use client";

import { Button, Modal, Rating, Stack, Text, Textarea } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconMessageStar } from "@tabler/icons-react";
import { DialogButtons } from "@/components/patterns/dialog-buttons";
import { FormError } from "@/components/patterns/form-error";
import { LoadMore } from "@/components/patterns/load-more";
import { QueryView } from "@/components/patterns/query-view";
import { RelativeTime } from "@/components/patterns/relative-time";
import { RowsSkeleton } from "@/components/patterns/skeletons";
import { EmptyState } from "@/components/patterns/states";
import { toastDone } from "@/components/patterns/toast";
import { useApiForm } from "@/components/patterns/use-api-form";
import { useWorkspace } from "@/components/workspace/workspace-context";
import type { Template, TemplateReview } from "@/lib/features/template/template.schema";
import { api } from "@/lib/shared/api-client";
import { ReviewForm } from "./review-form";
import classes from "./templates.module.css";
import { useReviews } from "./use-templates";

export function ReviewsSection({ template }: { template: Template }) {
  const { can } = useWorkspace();
  const list = useReviews(template.id);
  const mayReview = can("templates.review") && !template.isOwn;
  return (
    <div className={classes.reviews}>
      <QueryView query={list.query} skeleton={<RowsSkeleton rows={3} avatar />}>
        {() =>
          list.items.length === 0 ? (
            <EmptyState
              icon={IconMessageStar}
              title="No reviews yet"
              body={
                mayReview
                  ? "Be the first to say what it was good for."
                  : "People of other workspaces can write what it was good for."
              }
            />
          ) : (
            <div>
              <ul className={classes.reviewList}>
                {list.items.map((review) => (
                  <ReviewItem key={review.id} review={review} templateId={template.id} />
                ))}
              </ul>
              <LoadMore list={list} noun="review" />
            </div>
          )
        }
      </QueryView>
      {mayReview && (
        <ReviewForm key={template.myReview?.updatedAt ?? "none"} templateId={template.id} mine={template.myReview} />
      )}
    </div>
  );
}

function ReviewItem({ review, templateId }: { review: TemplateReview; templateId: string }) {
  const { can } = useWorkspace();
  const [reporting, { open, close }] = useDisclosure(false);
  return (
    <li className={classes.note}>
      <div className={classes.reviewHead}>
        <strong>{review.isMine ? `${review.author} (you)` : review.author}</strong>
        <span role="img" aria-label={`${review.rating} of 5 stars`}>
          <Rating value={review.rating} readOnly size="sm" aria-hidden="true" />
        </span>
        <span className={classes.dim}>
          <RelativeTime iso={review.updatedAt} />
        </span>
        {!review.isMine && can("templates.review") && (
          <Button
            size="compact-xs"
            variant="subtle"
            onClick={open}
            aria-label={`Report the review by ${review.author}`}
          >
            Report
          </Button>
        )}
      </div>
      {review.body !== "" && <p className={classes.reviewBody}>{review.body}</p>}
      <Modal opened={reporting} onClose={close} title={<Text fw={640}>Report this review</Text>}>
        <ReportForm templateId={templateId} reviewId={review.id} onClose={close} />
      </Modal>
    </li>
  );
}

type ReportProps = { templateId: string; reviewId: string; onClose: () => void };

function ReportForm({ templateId, reviewId, onClose }: ReportProps) {
  const { scope } = useWorkspace();
  const { form, formProps, pending, error } = useApiForm({
    initialValues: { reason: "" },
    validate: (values) => ({ reason: values.reason.trim() === "" ? "Say what is wrong with it" : null }),
    submit: async (body) => {
      await api.post(`templates/${templateId}/reviews/${reviewId}/report`, { query: scope, body });
      toastDone("Reported. It stays until the operator has looked at it.");
      onClose();
    },
  });
  return (
    <form {...formProps}>
      <Stack>
        <Textarea
          label="What is wrong with it?"
          maxLength={500}
          rows={3}
          data-autofocus
          {...form.getInputProps("reason")}
        />
        <FormError error={error} />
        <DialogButtons onCancel={onClose} submit="Report" pending={pending} />
      </Stack>
    </form>
  );
}
