"use client";

import { Modal, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { DialogButtons } from "@/components/patterns/dialog-buttons";
import { FormError } from "@/components/patterns/form-error";
import { toastDone } from "@/components/patterns/toast";
import { useActionKey } from "@/components/patterns/use-action-key";
import { useApiForm } from "@/components/patterns/use-api-form";
import { maxPastedLength } from "@/lib/features/source/source.schema";
import { useSourceActions } from "./use-sources";

type Props = { assistantId: string; opened: boolean; onClose: () => void };

export function AddTextDialog({ opened, onClose, assistantId }: Props) {
  return (
    <Modal opened={opened} onClose={onClose} size="lg" title={<Text fw={640}>Paste text</Text>}>
      <Fields assistantId={assistantId} onClose={onClose} />
    </Modal>
  );
}

function Fields({ assistantId, onClose }: Omit<Props, "opened">) {
  const { create } = useSourceActions(assistantId);
  const action = useActionKey();
  const { form, formProps, pending, error } = useApiForm({
    initialValues: { title: "", text: "" },
    validate: ({ text }) => (text.trim() === "" ? { text: "Enter the text that answers come from" } : {}),
    submit: async ({ title, text }) => {
      const body = { kind: "text" as const, text, ...(title.trim() === "" ? {} : { title }) };
      const { message } = await create(body, action.keyFor(body));
      action.finish();
      toastDone(message ?? "The text is being read.");
      onClose();
    },
  });
  return (
    <form {...formProps}>
      <Stack>
        <TextInput
          label="Title"
          description="Answers name it when they quote this text. Left empty, its first line."
          maxLength={300}
          {...form.getInputProps("title")}
        />
        <Textarea
          label="Text"
          description="Headings as in Markdown (# Prices) help to find the right part."
          autosize
          minRows={8}
          maxRows={18}
          maxLength={maxPastedLength}
          data-autofocus
          {...form.getInputProps("text")}
        />
        <FormError error={error} />
        <DialogButtons onCancel={onClose} submit="Add text" pending={pending} />
      </Stack>
    </form>
  );
}
