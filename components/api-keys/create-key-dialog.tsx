"use client";

import { Checkbox, Modal, Select, Stack, Text, TextInput } from "@mantine/core";
import { DialogButtons } from "@/components/patterns/dialog-buttons";
import { FormError } from "@/components/patterns/form-error";
import { useActionKey } from "@/components/patterns/use-action-key";
import { useApiForm } from "@/components/patterns/use-api-form";
import { useWorkspace } from "@/components/workspace/workspace-context";
import type { ApiKey } from "@/lib/features/api-key/api-key.schema";
import { type ApiKeyScope, apiKeyScopes } from "@/lib/platform/auth/permissions";
import { api } from "@/lib/shared/api-client";
import classes from "./api-keys.module.css";

const scopeWords: Record<ApiKeyScope, string> = {
  "workspace.read": "Read the workspace",
  "members.read": "Read members",
  "invites.read": "Read invitations",
  "invites.write": "Send and withdraw invitations",
  "audit.read": "Read the audit log",
  "activity.read": "Read the activity",
  "projects.read": "Read projects",
  "projects.write": "Create and change projects",
  "builds.read": "Read and download builds",
  "builds.write": "Start builds",
  "templates.read": "Read templates",
  "templates.write": "Publish and change templates",
  "assistants.read": "Read assistants and their sources",
  "assistants.write": "Create and change assistants, add sources",
  "conversations.read": "Read conversations",
  "leads.read": "Read leads",
};
const lifetimes = [
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "365", label: "1 year" },
  { value: "never", label: "Never" },
];

type Props = { opened: boolean; onClose: () => void; onCreated: (secret: string) => void };

export function CreateKeyDialog({ opened, onClose, onCreated }: Props) {
  return (
    <Modal opened={opened} onClose={onClose} size="lg" title={<Text fw={640}>New API key</Text>}>
      <CreateKeyForm onClose={onClose} onCreated={onCreated} />
    </Modal>
  );
}

function CreateKeyForm({ onClose, onCreated }: Omit<Props, "opened">) {
  const { scope } = useWorkspace();
  const action = useActionKey();
  const { form, formProps, pending, error } = useApiForm({
    initialValues: { name: "", scopes: ["projects.read", "builds.read"] as string[], expiresInDays: "90" },
    validate: (values) => ({
      name: values.name.trim() === "" ? "Name the key after what uses it" : null,
      scopes: values.scopes.length === 0 ? "Choose at least one" : null,
    }),
    submit: async ({ name, scopes, expiresInDays }) => {
      const body = { name, scopes, ...(expiresInDays === "never" ? {} : { expiresInDays: Number(expiresInDays) }) };
      const { data } = await api.post<ApiKey & { secret: string }>("api-keys", {
        query: scope,
        body,
        idempotencyKey: action.keyFor(body),
      });
      action.finish();
      onClose();
      onCreated(data.secret);
    },
  });
  return (
    <form {...formProps}>
      <Stack>
        <TextInput
          label="Name"
          description="What will use it, for example “Nightly export”."
          maxLength={80}
          data-autofocus
          {...form.getInputProps("name")}
        />
        <Checkbox.Group
          label="What the key may do"
          description="Give it as little as it needs. It never gets more than an admin has."
          {...form.getInputProps("scopes")}
        >
          <div className={classes.scopeGrid}>
            {apiKeyScopes.map((value) => (
              <Checkbox key={value} value={value} label={scopeWords[value]} />
            ))}
          </div>
        </Checkbox.Group>
        <Select label="Stops working after" data={lifetimes} maw={220} {...form.getInputProps("expiresInDays")} />
        <FormError error={error} />
        <DialogButtons onCancel={onClose} submit="Create key" pending={pending} />
      </Stack>
    </form>
  );
}
