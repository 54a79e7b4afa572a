"use client";

import { Alert, Button, Modal, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconLayoutGridAdd } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { DialogButtons } from "@/components/patterns/dialog-buttons";
import { FormError } from "@/components/patterns/form-error";
import { toastDone } from "@/components/patterns/toast";
import { useActionKey } from "@/components/patterns/use-action-key";
import { useApiForm } from "@/components/patterns/use-api-form";
import { useWorkspace } from "@/components/workspace/workspace-context";
import type { BuildSummary } from "@/lib/features/build/build.schema";
import type { TemplateSummary } from "@/lib/features/template/template.schema";
import { api } from "@/lib/shared/api-client";
import { TemplateFields, type TemplateValues, templateProblems } from "./template-fields";
import { useRefreshTemplates } from "./use-templates";

/** Publishes what is on the screen, so a template always comes from a project that works. */
export function PublishTemplateButton({ build }: { build: BuildSummary }) {
  const [opened, { open, close }] = useDisclosure(false);
  const { can } = useWorkspace();
  if (!can("templates.write")) return null;
  return (
    <>
      <Button variant="default" onClick={open} leftSection={<IconLayoutGridAdd size={16} aria-hidden="true" />}>
        Publish as template
      </Button>
      <Modal opened={opened} onClose={close} size="lg" title={<Text fw={640}>Publish as template</Text>}>
        <PublishForm build={build} onClose={close} />
      </Modal>
    </>
  );
}

function PublishForm({ build, onClose }: { build: BuildSummary; onClose: () => void }) {
  const { scope, base } = useWorkspace();
  const router = useRouter();
  const refresh = useRefreshTemplates();
  const action = useActionKey();
  const initialValues: TemplateValues = {
    name: build.appName.slice(0, 60),
    summary: "",
    description: "",
    category: "other",
    visibility: "team",
    premium: false,
  };
  const { form, formProps, pending, error } = useApiForm<TemplateValues>({
    initialValues,
    validate: templateProblems,
    submit: async (values) => {
      const body = { ...values, buildId: build.id };
      const { data } = await api.post<TemplateSummary>("templates", {
        query: scope,
        body,
        idempotencyKey: action.keyFor(body),
      });
      action.finish();
      refresh();
      toastDone(`${data.name} is published.`);
      onClose();
      router.push(`${base}/templates/${data.id}`);
    },
  });
  return (
    <form {...formProps}>
      <Stack>
        <Alert variant="light">
          The entities, fields, roles and rules of v{build.version} are shared. The idea in your client’s words, your
          notes and the other versions stay in the project.
        </Alert>
        <TemplateFields form={form} />
        <FormError error={error} />
        <DialogButtons onCancel={onClose} submit="Publish" pending={pending} />
      </Stack>
    </form>
  );
}
