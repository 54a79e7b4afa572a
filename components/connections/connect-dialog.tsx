"use client";

import { Modal, PasswordInput, Stack, Text } from "@mantine/core";
import { DialogButtons } from "@/components/patterns/dialog-buttons";
import { FormError } from "@/components/patterns/form-error";
import { toastDone } from "@/components/patterns/toast";
import { useActionKey } from "@/components/patterns/use-action-key";
import { useApiForm } from "@/components/patterns/use-api-form";
import { TextLink } from "@/components/ui/links";
import { useWorkspace } from "@/components/workspace/workspace-context";
import type { Connection } from "@/lib/features/connection/connection.schema";
import { api } from "@/lib/shared/api-client";
import classes from "./connections.module.css";
import { useRefreshConnections } from "./use-connections";

type Props = { opened: boolean; onClose: () => void; githubUrl: string };

export function ConnectDialog({ opened, onClose, githubUrl }: Props) {
  return (
    <Modal opened={opened} onClose={onClose} size="lg" title={<Text fw={640}>Connect GitHub</Text>}>
      <ConnectForm onClose={onClose} githubUrl={githubUrl} />
    </Modal>
  );
}

function ConnectForm({ onClose, githubUrl }: Omit<Props, "opened">) {
  const { scope } = useWorkspace();
  const refresh = useRefreshConnections();
  const action = useActionKey();
  const { form, formProps, pending, error } = useApiForm({
    initialValues: { token: "" },
    validate: (values) => ({ token: values.token.trim() === "" ? "Paste the token" : null }),
    submit: async ({ token }) => {
      const body = { provider: "github", token: token.trim() };
      const { data } = await api.post<Connection>("connections", {
        query: scope,
        body,
        idempotencyKey: action.keyFor(body),
      });
      action.finish();
      await refresh();
      toastDone(`${data.account} is connected.`);
      onClose();
    },
  });
  return (
    <form {...formProps}>
      <Stack>
        <ol className={classes.steps}>
          <li>
            Make a token at GitHub:{" "}
            <TextLink
              href={`${githubUrl}/settings/tokens/new?scopes=repo,workflow&description=Atrium`}
              target="_blank"
              rel="noreferrer"
              underline="always"
            >
              a classic one
            </TextLink>{" "}
            with the scopes <strong>repo</strong> and <strong>workflow</strong>, or a{" "}
            <TextLink
              href={`${githubUrl}/settings/personal-access-tokens/new`}
              target="_blank"
              rel="noreferrer"
              underline="always"
            >
              fine-grained one
            </TextLink>{" "}
            that may write Contents, Pull requests and Workflows. To create repositories it needs to write
            Administration, too.
          </li>
          <li>Paste it here. Atrium asks GitHub whose it is and keeps it encrypted; nobody sees it again.</li>
        </ol>
        <PasswordInput
          label="Token"
          description="Everybody who may export here acts as its account. A token of a machine account keeps people’s own out of it."
          autoComplete="off"
          spellCheck={false}
          maxLength={500}
          data-autofocus
          {...form.getInputProps("token")}
        />
        <FormError error={error} />
        <DialogButtons onCancel={onClose} submit="Connect" pending={pending} />
      </Stack>
    </form>
  );
}
