"use client";

import { Modal, Stack, Switch, Text, Textarea, TextInput } from "@mantine/core";
import { DialogButtons } from "@/components/patterns/dialog-buttons";
import { FormError } from "@/components/patterns/form-error";
import { toastDone } from "@/components/patterns/toast";
import { useActionKey } from "@/components/patterns/use-action-key";
import { useApiForm } from "@/components/patterns/use-api-form";
import {
  type CuratedAnswer,
  curatedAnswerMax,
  curatedQuestionMax,
  type Gap,
  wordingsMost,
} from "@/lib/features/assistant/curated.schema";
import { StringList, written } from "./string-list";
import { useCuratedChanges } from "./use-curated";

/** What the dialog is about: an answer there is, questions without one, or nothing yet. */
export type CuratedStart = { answer?: CuratedAnswer; gaps?: Gap[] };

type Props = { assistantId: string; start: CuratedStart | null; onClose: () => void };

export function CuratedDialog({ assistantId, start, onClose }: Props) {
  return (
    <Modal
      opened={start !== null}
      onClose={onClose}
      size="lg"
      title={<Text fw={640}>{start?.answer ? "Change the answer" : "Write an answer"}</Text>}
    >
      {start !== null && <CuratedForm assistantId={assistantId} start={start} onClose={onClose} />}
    </Modal>
  );
}

/** One line, as long as questions may be. */
const asQuestion = (text: string): string => text.replace(/\s+/g, " ").trim().slice(0, curatedQuestionMax);

/** Mounted with the dialog, so it always starts from what is stored now. */
function CuratedForm({
  assistantId,
  start,
  onClose,
}: {
  assistantId: string;
  start: CuratedStart;
  onClose: () => void;
}) {
  const { create, update } = useCuratedChanges(assistantId);
  const action = useActionKey();
  const { answer, gaps = [] } = start;
  const [first, ...others] = gaps.map((gap) => asQuestion(gap.question));
  const { form, formProps, pending, error } = useApiForm({
    initialValues: {
      question: answer?.question ?? first ?? "",
      wordings: answer?.wordings ?? others.map((text) => text.replaceAll("|", " ")).slice(0, wordingsMost),
      answer: answer?.answer ?? "",
      url: answer?.url ?? "",
      enabled: answer?.enabled ?? true,
    },
    validate: (values) => ({
      question: values.question.trim().length < 3 ? "Write the question" : null,
      answer: values.answer.trim() === "" ? "Write what it should say" : null,
      wordings: written(values.wordings).some((text) => text.length < 3 || text.includes("|"))
        ? "At least three letters each, and no |"
        : null,
    }),
    submit: async (values) => {
      const body = {
        ...values,
        wordings: written(values.wordings),
        url: values.url.trim() === "" ? null : values.url.trim(),
      };
      if (answer) await update(answer.id, body);
      else {
        const made = { ...body, gapIds: gaps.map(({ id }) => id) };
        await create(made, action.keyFor(made));
        action.finish();
      }
      toastDone(answer ? "Saved. The next question gets the new answer." : "Saved. The next visitor gets this answer.");
      onClose();
    },
  });
  return (
    <form {...formProps}>
      <Stack>
        <TextInput
          label="Question"
          description="As a visitor would ask it. Questions much like it get the answer, too."
          maxLength={curatedQuestionMax}
          data-autofocus={answer === undefined && gaps.length === 0 ? true : undefined}
          {...form.getInputProps("question")}
        />
        <StringList
          label="Other wordings"
          description="Optional. Where the same is asked in quite different words."
          noun="Wording"
          values={form.values.wordings}
          onChange={(values) => form.setFieldValue("wordings", values)}
          most={wordingsMost}
          maxLength={curatedQuestionMax}
          error={form.errors.wordings}
        />
        <Textarea
          label="Answer"
          description="Said word for word. A line that begins with “- ” becomes a list, **two stars** make bold."
          autosize
          minRows={3}
          maxRows={12}
          maxLength={curatedAnswerMax}
          data-autofocus={gaps.length > 0 ? true : undefined}
          {...form.getInputProps("answer")}
        />
        <TextInput
          label="Link"
          description="Optional. Where a visitor can read more."
          placeholder="https://"
          inputMode="url"
          maxLength={2000}
          {...form.getInputProps("url")}
        />
        <Switch label="In use" {...form.getInputProps("enabled", { type: "checkbox" })} />
        <FormError error={error} />
        <DialogButtons onCancel={onClose} submit="Save" pending={pending} />
      </Stack>
    </form>
  );
}
