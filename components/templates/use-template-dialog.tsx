"use client";

import { Button, Group, Modal, SegmentedControl, Stack, Text, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { FormError } from "@/components/patterns/form-error";
import { toastDone } from "@/components/patterns/toast";
import { useActionKey } from "@/components/patterns/use-action-key";
import { useApiForm } from "@/components/patterns/use-api-form";
import { ProjectSelect } from "@/components/projects/project-select";
import { useWorkspace } from "@/components/workspace/workspace-context";
import type { Template, TemplateUse } from "@/lib/features/template/template.schema";
import { api } from "@/lib/shared/api-client";

type Props = { template: Template; projectId: string | null; onClose: () => void };

export function UseTemplateDialog({ opened, ...props }: Props & { opened: boolean }) {
  return (
    <Modal opened={opened} onClose={props.onClose} title={<Text fw={640}>Use {props.template.name}</Text>}>
      <UseForm {...props} />
    </Modal>
  );
}

function UseForm({ template, projectId, onClose }: Props) {
  const { scope, key, base } = useWorkspace();
  const router = useRouter();
  const queryClient = useQueryClient();
  const action = useActionKey();
  const { form, formProps, pending, error } = useApiForm({
    initialValues: { into: projectId === null ? "new" : "existing", name: "", clientName: "", projectId },
    validate: (values) => ({
      name: values.into === "new" && values.name.trim() === "" ? "Name the project" : null,
      projectId: values.into === "existing" && values.projectId === null ? "Choose a project" : null,
    }),
    submit: async (values) => {
      const clientName = values.clientName.trim() === "" ? null : values.clientName;
      const body = values.into === "new" ? { name: values.name, clientName } : { projectId: values.projectId };
      const { data } = await api.post<TemplateUse>(`templates/${template.id}/use`, {
        query: scope,
        body,
        idempotencyKey: action.keyFor(body),
      });
      action.finish();
      for (const part of ["projects", "builds", "templates"])
        void queryClient.invalidateQueries({ queryKey: [...key, part] });
      toastDone(`Built from ${template.name}. It is yours to change.`);
      router.push(`${base}/projects/${data.projectId}`);
    },
  });
  return (
    <form {...formProps}>
      <Stack>
        <SegmentedControl
          aria-label="Where to"
          fullWidth
          value={form.values.into}
          onChange={(into) => form.setFieldValue("into", into)}
          data={[
            { value: "new", label: "A new project" },
            { value: "existing", label: "One of my projects" },
          ]}
        />
        {form.values.into === "new" ? (
          <>
            <TextInput label="Name of the project" maxLength={80} data-autofocus {...form.getInputProps("name")} />
            <TextInput
              label="Client"
              description="Optional. Who the app is for."
              maxLength={120}
              {...form.getInputProps("clientName")}
            />
          </>
        ) : (
          <>
            <ProjectSelect
              value={form.values.projectId}
              error={form.errors.projectId}
              onChange={(id) => form.setFieldValue("projectId", id)}
            />
            <Text size="sm" c="dimmed">
              The template becomes the project’s next version. Earlier versions stay and can be brought back.
            </Text>
          </>
        )}
        <FormError error={error} />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={pending}>
            Build it
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
