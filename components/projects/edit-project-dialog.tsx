"use client";

import { Modal, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { DialogButtons } from "@/components/patterns/dialog-buttons";
import { FormError } from "@/components/patterns/form-error";
import { toastDone } from "@/components/patterns/toast";
import { useApiForm } from "@/components/patterns/use-api-form";
import { useWorkspace } from "@/components/workspace/workspace-context";
import type { ProjectDetail } from "@/lib/features/project/project.schema";
import { api } from "@/lib/shared/api-client";

type Props = { project: ProjectDetail; opened: boolean; onClose: () => void };

export function EditProjectDialog({ project, opened, onClose }: Props) {
  return (
    <Modal opened={opened} onClose={onClose} title={<Text fw={640}>Edit details</Text>}>
      <EditForm project={project} onClose={onClose} />
    </Modal>
  );
}

/** Mounted with the dialog, so it always starts from what is stored now. */
function EditForm({ project, onClose }: Omit<Props, "opened">) {
  const { scope, key } = useWorkspace();
  const queryClient = useQueryClient();
  const one = [...key, "projects", "one", project.id];
  const { form, formProps, pending, error } = useApiForm({
    initialValues: { name: project.name, clientName: project.clientName ?? "", description: project.description },
    validate: (values) => ({ name: values.name.trim() === "" ? "Name the project" : null }),
    submit: async (values) => {
      const body = { ...values, clientName: values.clientName.trim() === "" ? null : values.clientName };
      // Renaming is shown at once and taken back if the server refuses.
      queryClient.setQueryData(one, { ...project, ...body });
      try {
        const { data } = await api.patch<ProjectDetail>(`projects/${project.id}`, { query: scope, body });
        queryClient.setQueryData(one, data);
      } catch (cause) {
        queryClient.setQueryData(one, project);
        throw cause;
      }
      void queryClient.invalidateQueries({ queryKey: [...key, "projects", "list"] });
      toastDone("Saved.");
      onClose();
    },
  });
  return (
    <form {...formProps}>
      <Stack>
        <TextInput label="Name" maxLength={120} data-autofocus {...form.getInputProps("name")} />
        <TextInput label="Client" maxLength={120} {...form.getInputProps("clientName")} />
        <Textarea
          label="Notes"
          autosize
          minRows={2}
          maxRows={8}
          maxLength={2000}
          {...form.getInputProps("description")}
        />
        <FormError error={error} />
        <DialogButtons onCancel={onClose} submit="Save" pending={pending} />
      </Stack>
    </form>
  );
}
