"use client";

import { Modal, NativeSelect, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { DialogButtons } from "@/components/patterns/dialog-buttons";
import { FormError } from "@/components/patterns/form-error";
import { toastDone } from "@/components/patterns/toast";
import { useActionKey } from "@/components/patterns/use-action-key";
import { useApiForm } from "@/components/patterns/use-api-form";
import { TextLink } from "@/components/ui/links";
import { useWorkspace } from "@/components/workspace/workspace-context";
import type { ProjectDetail } from "@/lib/features/project/project.schema";
import { api } from "@/lib/shared/api-client";

export function CreateProjectDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { scope, key, base } = useWorkspace();
  const router = useRouter();
  const queryClient = useQueryClient();
  const action = useActionKey();
  const { form, formProps, pending, error, clearError } = useApiForm({
    initialValues: { name: "", clientName: "", description: "", visibility: "workspace" },
    validate: (values) => ({ name: values.name.trim() === "" ? "Name the project" : null }),
    submit: async ({ name, clientName, description, visibility }) => {
      const body = { name, clientName: clientName.trim() === "" ? null : clientName, description, visibility };
      const { data } = await api.post<ProjectDetail>("projects", {
        query: scope,
        body,
        idempotencyKey: action.keyFor(body),
      });
      action.finish();
      queryClient.setQueryData([...key, "projects", "one", data.id], data);
      void queryClient.invalidateQueries({ queryKey: [...key, "projects", "list"] });
      close();
      toastDone(`${data.name} is ready.`);
      router.push(`${base}/projects/${data.id}`);
    },
  });
  const close = () => {
    form.reset();
    clearError();
    onClose();
  };
  return (
    <Modal opened={opened} onClose={close} title={<Text fw={640}>New project</Text>}>
      <form {...formProps}>
        <Stack>
          <TextInput label="Name" maxLength={120} data-autofocus {...form.getInputProps("name")} />
          <TextInput
            label="Client"
            description="Optional. Who the app is for."
            maxLength={120}
            {...form.getInputProps("clientName")}
          />
          <Textarea
            label="Notes"
            description="Optional. Only members see them."
            autosize
            minRows={2}
            maxRows={6}
            maxLength={2000}
            {...form.getInputProps("description")}
          />
          <NativeSelect
            label="Who sees it"
            data={[
              { value: "workspace", label: "Everybody in the workspace" },
              { value: "private", label: "Only people you add, and admins" },
            ]}
            {...form.getInputProps("visibility")}
          />
          <Text size="sm">
            Or{" "}
            <TextLink href={`${base}/templates`} size="sm" onClick={close}>
              start from a template
            </TextLink>{" "}
            and have the plan at once.
          </Text>
          <FormError error={error} />
          <DialogButtons onCancel={close} submit="Create project" pending={pending} />
        </Stack>
      </form>
    </Modal>
  );
}
