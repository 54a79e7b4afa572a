"use client";

import { Modal, NativeSelect, Stack, Text, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { DialogButtons } from "@/components/patterns/dialog-buttons";
import { FormError } from "@/components/patterns/form-error";
import { toastDone } from "@/components/patterns/toast";
import { useActionKey } from "@/components/patterns/use-action-key";
import { useApiForm } from "@/components/patterns/use-api-form";
import { ProjectSelect } from "@/components/projects/project-select";
import { useWorkspace } from "@/components/workspace/workspace-context";
import { type Assistant, assistantNameMax } from "@/lib/features/assistant/assistant.schema";
import { api } from "@/lib/shared/api-client";
import { languageChoices } from "./assistant-words";

type Props = {
  opened: boolean;
  onClose: () => void;
  /** Where the assistant will belong; the dialog then does not ask. */
  project?: { id: string; name: string };
};

export function CreateAssistantDialog({ opened, onClose, project }: Props) {
  return (
    <Modal opened={opened} onClose={onClose} title={<Text fw={640}>New assistant</Text>}>
      <CreateForm onClose={onClose} {...(project === undefined ? {} : { project })} />
    </Modal>
  );
}

/** Mounted with the dialog, so it begins empty every time. */
function CreateForm({ onClose, project }: Omit<Props, "opened">) {
  const { scope, key, base } = useWorkspace();
  const router = useRouter();
  const queryClient = useQueryClient();
  const action = useActionKey();
  const { form, formProps, pending, error } = useApiForm({
    initialValues: { name: "", projectId: project?.id ?? (null as string | null), language: "auto" },
    validate: (values) => ({ name: values.name.trim() === "" ? "Name the assistant" : null }),
    submit: async (body) => {
      const { data } = await api.post<Assistant>("assistants", {
        query: scope,
        body,
        idempotencyKey: action.keyFor(body),
      });
      action.finish();
      queryClient.setQueryData([...key, "assistants", "one", data.id], data);
      void queryClient.invalidateQueries({ queryKey: [...key, "assistants", "list"] });
      onClose();
      toastDone(`${data.name} is there. Give it something to know.`);
      router.push(`${base}/assistants/${data.id}`);
    },
  });
  return (
    <form {...formProps}>
      <Stack>
        <TextInput
          label="Name"
          description="Visitors see it above the conversation."
          placeholder={project === undefined ? "Front desk" : `${project.name} help`.slice(0, assistantNameMax)}
          maxLength={assistantNameMax}
          data-autofocus
          {...form.getInputProps("name")}
        />
        {project === undefined && (
          <ProjectSelect
            optional="Optional. The client it works for; with a private project, only its people see the assistant."
            value={form.values.projectId}
            error={form.errors.projectId}
            onChange={(id) => form.setFieldValue("projectId", id)}
          />
        )}
        <NativeSelect label="Answers in" data={languageChoices} {...form.getInputProps("language")} />
        <FormError error={error} />
        <DialogButtons onCancel={onClose} submit="Create assistant" pending={pending} />
      </Stack>
    </form>
  );
}
