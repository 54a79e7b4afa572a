"use client";

import { Modal, Stack, Text, TextInput } from "@mantine/core";
import { DialogButtons } from "@/components/patterns/dialog-buttons";
import { FormError } from "@/components/patterns/form-error";
import { toastDone } from "@/components/patterns/toast";
import { useActionKey } from "@/components/patterns/use-action-key";
import { useApiForm } from "@/components/patterns/use-api-form";
import type { ConversationDetail } from "@/lib/features/conversation/conversation.schema";
import { useConversationChanges } from "./use-inbox";

type Props = { conversation: ConversationDetail; opened: boolean; onClose: () => void };

export function TranscriptDialog({ conversation, opened, onClose }: Props) {
  return (
    <Modal opened={opened} onClose={onClose} title={<Text fw={640}>Mail a transcript</Text>}>
      {opened && <TranscriptForm conversation={conversation} onClose={onClose} />}
    </Modal>
  );
}

function TranscriptForm({ conversation, onClose }: Omit<Props, "opened">) {
  const { mailTranscript } = useConversationChanges(conversation.id);
  const action = useActionKey();
  const { form, formProps, pending, error } = useApiForm({
    initialValues: { email: conversation.visitor.email || conversation.lead?.email || "" },
    validate: (values) => (values.email.trim() === "" ? { email: "Enter an address" } : {}),
    submit: async ({ email }) => {
      await mailTranscript(email, action.keyFor(email));
      action.finish();
      toastDone(`Sent to ${email.trim()}.`);
      onClose();
    },
  });
  return (
    <form {...formProps}>
      <Stack>
        <Text size="sm">
          The mail has everything that was said so far, with names and times. Internal details stay here.
        </Text>
        <TextInput
          type="email"
          label="To"
          data-autofocus
          data-path="email"
          autoComplete="off"
          {...form.getInputProps("email")}
        />
        <FormError error={error} />
        <DialogButtons onCancel={onClose} submit="Send" pending={pending} />
      </Stack>
    </form>
  );
}
