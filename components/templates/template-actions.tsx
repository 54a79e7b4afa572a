"use client";

import { ActionIcon, Menu, Modal, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconDots, IconEye, IconEyeOff, IconPencil, IconTrash } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { DialogButtons } from "@/components/patterns/dialog-buttons";
import { FormError } from "@/components/patterns/form-error";
import { toastDone, toastError } from "@/components/patterns/toast";
import { useApiForm } from "@/components/patterns/use-api-form";
import { useWorkspace } from "@/components/workspace/workspace-context";
import type { Template } from "@/lib/features/template/template.schema";
import { api } from "@/lib/shared/api-client";
import { TemplateFields, type TemplateValues, templateProblems } from "./template-fields";
import { useRefreshTemplates } from "./use-templates";

/** For whoever published it and for admins. */
export function TemplateActions({ template }: { template: Template }) {
  const { scope, base } = useWorkspace();
  const router = useRouter();
  const refresh = useRefreshTemplates();
  const [editing, edit] = useDisclosure(false);
  const [deleting, remove] = useDisclosure(false);
  const listed = template.status === "published";
  const setStatus = async () => {
    try {
      const body = { status: listed ? "unlisted" : "published" };
      await api.patch(`templates/${template.id}`, { query: scope, body });
      refresh();
      toastDone(listed ? "Taken back. Projects made from it stay." : "Offered again.");
    } catch (error) {
      toastError(error);
    }
  };
  return (
    <>
      <Menu position="bottom-end" width={220}>
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label="Template actions">
            <IconDots size={18} aria-hidden="true" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={16} aria-hidden="true" />} onClick={edit.open}>
            Edit details
          </Menu.Item>
          {template.status !== "removed" && (
            <Menu.Item
              leftSection={
                listed ? <IconEyeOff size={16} aria-hidden="true" /> : <IconEye size={16} aria-hidden="true" />
              }
              onClick={() => void setStatus()}
            >
              {listed ? "Take back" : "Offer again"}
            </Menu.Item>
          )}
          <Menu.Item color="red" leftSection={<IconTrash size={16} aria-hidden="true" />} onClick={remove.open}>
            Delete
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Modal opened={editing} onClose={edit.close} size="lg" title={<Text fw={640}>Edit details</Text>}>
        <EditForm template={template} onClose={edit.close} />
      </Modal>
      <ConfirmDialog
        opened={deleting}
        onClose={remove.close}
        title="Delete this template?"
        confirmLabel="Delete template"
        danger
        onConfirm={async () => {
          await api.delete(`templates/${template.id}`, { query: scope });
          toastDone(`${template.name} was deleted.`);
          router.push(`${base}/templates`);
          refresh();
        }}
      >
        Its reviews go with it. Projects made from it stay as they are. Taking it back hides it and keeps the reviews.
      </ConfirmDialog>
    </>
  );
}

/** Mounted with the dialog, so it always starts from what is stored now. */
function EditForm({ template, onClose }: { template: Template; onClose: () => void }) {
  const { scope } = useWorkspace();
  const refresh = useRefreshTemplates();
  const { name, summary, description, category, visibility, premium } = template;
  const { form, formProps, pending, error } = useApiForm<TemplateValues>({
    initialValues: { name, summary, description, category, visibility, premium },
    validate: templateProblems,
    submit: async (values) => {
      await api.patch(`templates/${template.id}`, { query: scope, body: values });
      refresh();
      toastDone("Saved.");
      onClose();
    },
  });
  return (
    <form {...formProps}>
      <Stack>
        <TemplateFields form={form} />
        <FormError error={error} />
        <DialogButtons onCancel={onClose} submit="Save" pending={pending} />
      </Stack>
    </form>
  );
}
