"use client";

import { Modal, NativeSelect, PasswordInput, SegmentedControl, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { DialogButtons } from "@/components/patterns/dialog-buttons";
import { FormError } from "@/components/patterns/form-error";
import { toastDone } from "@/components/patterns/toast";
import { useActionKey } from "@/components/patterns/use-action-key";
import { useApiForm } from "@/components/patterns/use-api-form";
import { useWorkspace } from "@/components/workspace/workspace-context";
import {
  type Connection,
  type ConnectionProvider,
  connectionProviders,
  providerNames,
} from "@/lib/features/connection/connection.schema";
import { api } from "@/lib/shared/api-client";
import { GitHubClick } from "./github-click";
import { TokenSteps, teamWords } from "./token-steps";
import { useRefreshConnections } from "./use-connections";

type Props = { opened: boolean; onClose: () => void; githubUrl: string; githubConnect: boolean };
type Way = "click" | "token";
type Values = { provider: ConnectionProvider; token: string; team: string };

export function ConnectDialog({ opened, onClose, ...rest }: Props) {
  return (
    <Modal opened={opened} onClose={onClose} size="lg" title={<Text fw={640}>Connect an account</Text>}>
      <ConnectForm onClose={onClose} {...rest} />
    </Modal>
  );
}

function bodyOf({ provider, token, team }: Values) {
  const given = { provider, token: token.trim() };
  return provider === "github" || team.trim() === "" ? given : { ...given, team: team.trim() };
}

function ConnectForm({ onClose, githubUrl, githubConnect }: Omit<Props, "opened">) {
  const { scope } = useWorkspace();
  const refresh = useRefreshConnections();
  const action = useActionKey();
  const [way, setWay] = useState<Way>(githubConnect ? "click" : "token");
  const { form, formProps, pending, error } = useApiForm<Values>({
    initialValues: { provider: "github", token: "", team: "" },
    validate: (values) => ({ token: values.token.trim() === "" ? "Paste the token" : null }),
    submit: async (values) => {
      const body = bodyOf(values);
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
  const { provider } = form.values;
  const team = teamWords[provider];
  const where = (
    <>
      <NativeSelect
        label="Where"
        data-autofocus
        data={connectionProviders.map((value) => ({ value, label: providerNames[value] }))}
        {...form.getInputProps("provider")}
      />
      {provider === "github" && (
        <SegmentedControl
          fullWidth
          aria-label="How"
          data={[
            { value: "click", label: "Connect with GitHub" },
            { value: "token", label: "Paste a token" },
          ]}
          value={way}
          onChange={setWay}
        />
      )}
    </>
  );
  if (provider === "github" && way === "click")
    return (
      <Stack>
        {where}
        <GitHubClick configured={githubConnect} githubUrl={githubUrl} onCancel={onClose} />
      </Stack>
    );
  return (
    <form {...formProps}>
      <Stack>
        {where}
        <TokenSteps provider={provider} githubUrl={githubUrl} />
        <PasswordInput
          label="Token"
          description="Everybody who may export here acts as its account. A token of a machine account keeps people’s own out of it."
          autoComplete="off"
          spellCheck={false}
          maxLength={500}
          {...form.getInputProps("token")}
        />
        {team !== undefined && (
          <TextInput
            label={team.label}
            description={team.description}
            maxLength={100}
            spellCheck={false}
            autoCapitalize="none"
            autoComplete="off"
            {...form.getInputProps("team")}
          />
        )}
        <FormError error={error} />
        <DialogButtons onCancel={onClose} submit="Connect" pending={pending} />
      </Stack>
    </form>
  );
}
