"use client";

import { Button, Group, Input, Rating, Stack, Textarea } from "@mantine/core";
import { FormError } from "@/components/patterns/form-error";
import { toastDone, toastError } from "@/components/patterns/toast";
import { useApiForm } from "@/components/patterns/use-api-form";
import { useWorkspace } from "@/components/workspace/workspace-context";
import type { TemplateReview } from "@/lib/features/template/template.schema";
import { api } from "@/lib/shared/api-client";
import classes from "./templates.module.css";
import { useRefreshTemplates } from "./use-templates";

type Props = { templateId: string; mine: TemplateReview | null };

export function ReviewForm({ templateId, mine }: Props) {
  const { scope } = useWorkspace();
  const refresh = useRefreshTemplates();
  const path = `templates/${templateId}/reviews/mine`;
  const { form, formProps, pending, error } = useApiForm({
    initialValues: { rating: mine?.rating ?? 0, body: mine?.body ?? "" },
    validate: (values) => ({ rating: values.rating === 0 ? "Choose one to five stars" : null }),
    submit: async (body) => {
      await api.put(path, { query: scope, body });
      refresh();
      toastDone("Thank you. Your review is there.");
    },
  });
  const takeBack = async () => {
    try {
      await api.delete(path, { query: scope });
      refresh();
      toastDone("Your review is gone.");
    } catch (cause) {
      toastError(cause);
    }
  };
  return (
    <section className={classes.note} aria-labelledby="my-review">
      <h2 id="my-review" className={classes.heading}>
        {mine === null ? "Write a review" : "Your review"}
      </h2>
      <form {...formProps}>
        <Stack gap="sm">
          <Input.Wrapper label="Stars" labelElement="div" error={form.errors.rating}>
            <Rating
              value={form.values.rating}
              onChange={(rating) => form.setFieldValue("rating", rating)}
              size="lg"
              getSymbolLabel={(value) => `${value} of 5 stars`}
            />
          </Input.Wrapper>
          <Textarea
            label="What was it good for?"
            description="Optional. Shown with your name."
            autosize
            minRows={3}
            maxRows={8}
            maxLength={2000}
            {...form.getInputProps("body")}
          />
          <FormError error={error} />
          <Group gap="xs">
            <Button type="submit" loading={pending}>
              {mine === null ? "Publish review" : "Save review"}
            </Button>
            {mine !== null && (
              <Button variant="subtle" onClick={() => void takeBack()}>
                Take it back
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </section>
  );
}
