"use client";

import { Modal, NativeSelect, SegmentedControl, Stack, Text, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { stackKeyOf, stackWords } from "@/components/builder/stack-words";
import { DialogButtons } from "@/components/patterns/dialog-buttons";
import { FormError } from "@/components/patterns/form-error";
import { toastDone } from "@/components/patterns/toast";
import { useActionKey } from "@/components/patterns/use-action-key";
import { useApiForm } from "@/components/patterns/use-api-form";
import { ProjectSelect } from "@/components/projects/project-select";
import { useWorkspace } from "@/components/workspace/workspace-context";
import { type BuildStack, buildStacks } from "@/lib/features/build/build.schema";
import { hasPages } from "@/lib/features/builder/blueprint/stacks";
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

/** What was chosen for the project where its idea is typed in; otherwise what the template was made for. */
function useStartingStack(template: Template, projectId: string | null): BuildStack {
  const [chosen] = useState(() => {
    try {
      return projectId === null ? null : localStorage.getItem(stackKeyOf(projectId));
    } catch {
      return null;
    }
  });
  return buildStacks.find((item) => chosen === JSON.stringify(item) || chosen === item) ?? template.stack;
}

function UseForm({ template, projectId, onClose }: Props) {
  const { scope, key, base } = useWorkspace();
  const router = useRouter();
  const queryClient = useQueryClient();
  const action = useActionKey();
  const stack = useStartingStack(template, projectId);
  const { form, formProps, pending, error } = useApiForm({
    initialValues: { into: projectId === null ? "new" : "existing", name: "", clientName: "", projectId, stack },
    validate: (values) => ({
      name: values.into === "new" && values.name.trim() === "" ? "Name the project" : null,
      projectId: values.into === "existing" && values.projectId === null ? "Choose a project" : null,
    }),
    submit: async (values) => {
      const clientName = values.clientName.trim() === "" ? null : values.clientName;
      const body =
        values.into === "new"
          ? { name: values.name, clientName, stack: values.stack }
          : { projectId: values.projectId, stack: values.stack };
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
        <NativeSelect
          label="Built as"
          description={stackWords[form.values.stack].about}
          value={form.values.stack}
          data={buildStacks.map((value) => ({ value, label: stackWords[value].label }))}
          onChange={(event) =>
            form.setFieldValue(
              "stack",
              buildStacks.find((item) => item === event.currentTarget.value) ?? template.stack,
            )
          }
        />
        {hasPages(template.stack) && !hasPages(form.values.stack) && (
          <Text size="sm" c="dimmed" role="status">
            The template was made with pages. As an API it keeps its lists, rules and roles; menus, colours and forms
            for people are left out.
          </Text>
        )}
        <FormError error={error} />
        <DialogButtons onCancel={onClose} submit="Build it" pending={pending} />
      </Stack>
    </form>
  );
}
