"use client";

import { Alert, Button, Group, Modal, Select, Stack, Text, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { emailProblem } from "@/components/auth/field-rules";
import { CopyField } from "@/components/patterns/copy-field";
import { DialogButtons } from "@/components/patterns/dialog-buttons";
import { FormError } from "@/components/patterns/form-error";
import { useActionKey } from "@/components/patterns/use-action-key";
import { useApiForm } from "@/components/patterns/use-api-form";
import { ProjectSelect } from "@/components/projects/project-select";
import { roleWords } from "@/components/workspace/role-words";
import { useWorkspace } from "@/components/workspace/workspace-context";
import type { Invite } from "@/lib/features/invite/invite.schema";
import { ApiError, api } from "@/lib/shared/api-client";
import { settableRoles } from "./settable-roles";

export type CreatedInvite = Invite & { link: string };
type Props = { opened: boolean; onClose: () => void; onSent: () => void };

export function InviteDialog({ opened, onClose, onSent }: Props) {
  const [created, setCreated] = useState<CreatedInvite | null>(null);
  const close = () => {
    onClose();
    setCreated(null);
  };
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={<Text fw={640}>{created === null ? "Invite somebody" : "Invitation made"}</Text>}
    >
      {created === null ? (
        <InviteForm
          onClose={close}
          onCreated={(invite) => {
            setCreated(invite);
            onSent();
          }}
        />
      ) : (
        <InviteLink invite={created} onDone={close} />
      )}
    </Modal>
  );
}

export function InviteLink({ invite, onDone }: { invite: CreatedInvite; onDone: () => void }) {
  return (
    <Stack>
      {invite.delivery === "failed" ? (
        <Alert color="sun" title="The mail could not be delivered">
          The invitation is valid all the same. Send the link yourself, or try the mail again from the list.
        </Alert>
      ) : (
        <Text size="sm">
          A mail is on its way to {invite.email}. You can pass the link on yourself, too; it is shown here once.
        </Text>
      )}
      <CopyField label="Link for this person" value={invite.link} />
      <Group justify="flex-end">
        <Button onClick={onDone}>Done</Button>
      </Group>
    </Stack>
  );
}

function InviteForm({ onClose, onCreated }: { onClose: () => void; onCreated: (invite: CreatedInvite) => void }) {
  const { workspace, scope, key } = useWorkspace();
  const queryClient = useQueryClient();
  const action = useActionKey();
  const { form, formProps, pending, error } = useApiForm({
    initialValues: { email: "", role: "editor", projectId: null as string | null },
    validate: (values) => ({
      email: emailProblem(values.email),
      projectId: values.role === "guest" && values.projectId === null ? "Choose the project the guest may see" : null,
    }),
    submit: async ({ email, role, projectId }) => {
      const body = { email, role, ...(role === "guest" && projectId !== null ? { projectId } : {}) };
      const { data } = await api.post<CreatedInvite>("invites", {
        query: scope,
        body,
        idempotencyKey: action.keyFor(body),
      });
      action.finish();
      void queryClient.invalidateQueries({ queryKey: [...key, "invites"] });
      onCreated(data);
    },
  });
  const guest = form.values.role === "guest";
  const roles = [...settableRoles(workspace.role), "guest" as const];
  const role = roles.find((item) => item === form.values.role) ?? "editor";
  return (
    <form {...formProps}>
      <Stack>
        <TextInput
          label="E-mail"
          type="email"
          inputMode="email"
          autoComplete="off"
          data-autofocus
          {...form.getInputProps("email")}
        />
        <Select
          label="Role"
          description={`May ${roleWords[role].can}`}
          data={roles.map((value) => ({ value, label: roleWords[value].label }))}
          {...form.getInputProps("role")}
        />
        {guest && (
          <ProjectSelect
            value={form.values.projectId}
            error={form.errors.projectId}
            onChange={(id) => form.setFieldValue("projectId", id)}
          />
        )}
        <InviteError error={error} />
        <DialogButtons onCancel={onClose} submit="Send invitation" pending={pending} />
      </Stack>
    </form>
  );
}

function InviteError({ error }: { error: unknown }) {
  if (!(error instanceof ApiError)) return <FormError error={error} />;
  if (error.code === "ALREADY_MEMBER")
    return <FormError error={error}>They are in the list of members already.</FormError>;
  if (error.code === "INVITE_EXISTS") {
    return <FormError error={error}>Close this and choose Resend in the list of invitations.</FormError>;
  }
  if (error.code === "ROLE_TOO_HIGH")
    return <FormError error={error}>Choose a role that is not above your own.</FormError>;
  return <FormError error={error} />;
}
