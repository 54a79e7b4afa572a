"use client";

import { Modal, NativeSelect, NumberInput, Stack, Text, TextInput } from "@mantine/core";
import { DialogButtons } from "@/components/patterns/dialog-buttons";
import { FormError } from "@/components/patterns/form-error";
import { toastDone } from "@/components/patterns/toast";
import { useApiForm } from "@/components/patterns/use-api-form";
import { resyncChoices, type Source } from "@/lib/features/source/source.schema";
import { resyncWords } from "./source-words";
import { type SourceChanges, useSourceActions } from "./use-sources";

type Props = { source: Source; opened: boolean; onClose: () => void };

export function EditSourceDialog({ source, opened, onClose }: Props) {
  return (
    <Modal opened={opened} onClose={onClose} title={<Text fw={640}>Change this source</Text>}>
      <Fields source={source} onClose={onClose} />
    </Modal>
  );
}

function Fields({ source, onClose }: Omit<Props, "opened">) {
  const { update } = useSourceActions(source.assistantId);
  const isAddress = source.kind === "url" || source.kind === "site";
  const { form, formProps, pending, error } = useApiForm({
    initialValues: {
      title: source.title,
      resync: source.resync as string,
      pageLimit: source.pageLimit as number | string,
    },
    validate: ({ title }) => (title.trim() === "" ? { title: "Enter a title" } : {}),
    submit: async ({ title, resync, pageLimit }) => {
      const rhythm = resyncChoices.find((choice) => choice === resync) ?? source.resync;
      const changes: SourceChanges = {
        ...(title.trim() === source.title ? {} : { title: title.trim() }),
        ...(isAddress && rhythm !== source.resync ? { resync: rhythm } : {}),
        ...(source.kind === "site" && Number(pageLimit) !== source.pageLimit ? { pageLimit: Number(pageLimit) } : {}),
      };
      if (Object.keys(changes).length > 0) await update(source.id, changes);
      toastDone("Saved.");
      onClose();
    },
  });
  return (
    <form {...formProps}>
      <Stack>
        <TextInput
          label="Title"
          description={isAddress ? undefined : "Answers name it when they quote this source."}
          maxLength={300}
          data-autofocus
          {...form.getInputProps("title")}
        />
        {source.kind === "site" && (
          <NumberInput
            label="Pages at most"
            description="Up to 200, from the next reading on."
            min={1}
            max={200}
            allowDecimal={false}
            {...form.getInputProps("pageLimit")}
          />
        )}
        {isAddress && (
          <NativeSelect
            label="Read it again"
            data={resyncChoices.map((value) => ({ value, label: resyncWords[value] }))}
            {...form.getInputProps("resync")}
          />
        )}
        <FormError error={error} />
        <DialogButtons onCancel={onClose} submit="Save" pending={pending} />
      </Stack>
    </form>
  );
}
