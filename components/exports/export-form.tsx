"use client";

import { NativeSelect, SegmentedControl, Stack, Switch, Text, TextInput } from "@mantine/core";
import { DialogButtons } from "@/components/patterns/dialog-buttons";
import { FormError } from "@/components/patterns/form-error";
import { toastDone } from "@/components/patterns/toast";
import { useActionKey } from "@/components/patterns/use-action-key";
import { useApiForm } from "@/components/patterns/use-api-form";
import { useWorkspace } from "@/components/workspace/workspace-context";
import type { BuildSummary } from "@/lib/features/build/build.schema";
import type { Connection } from "@/lib/features/connection/connection.schema";
import type { Export } from "@/lib/features/export/export.schema";
import { api } from "@/lib/shared/api-client";
import { accountChoices, firstWorking } from "./account-choices";
import classes from "./exports.module.css";
import { suggestedName } from "./suggested-name";
import { useRefreshExports } from "./use-exports";

type Values = {
  target: "new_repository" | "pull_request";
  connectionId: string;
  owner: string;
  repository: string;
  ci: "github" | "gitlab";
  allowPublic: boolean;
};
type Props = {
  build: BuildSummary;
  connections: readonly Connection[];
  onClose: () => void;
  /** It is in the list of exports by then. */
  onStarted: () => void;
};

function problems(values: Values) {
  return {
    owner: values.target === "pull_request" && values.owner.trim() === "" ? "Say whose repository it is" : null,
    repository: values.repository.trim() === "" ? "Name the repository" : null,
  };
}

function bodyOf({ target, allowPublic, owner, ...rest }: Values) {
  const trimmed = owner.trim();
  return target === "new_repository"
    ? { ...rest, target, ...(trimmed === "" ? {} : { owner: trimmed }) }
    : { ...rest, target, owner: trimmed, allowPublic };
}

export function ExportForm({ build, connections, onClose, onStarted }: Props) {
  const { scope } = useWorkspace();
  const refresh = useRefreshExports(build.projectId);
  const action = useActionKey();
  const first = firstWorking(connections);
  const { form, formProps, pending, error } = useApiForm<Values>({
    initialValues: {
      target: "new_repository",
      connectionId: first?.id ?? "",
      owner: "",
      repository: suggestedName(build.appName),
      ci: "github",
      allowPublic: false,
    },
    validate: problems,
    submit: async (values) => {
      const body = bodyOf(values);
      await api.post<Export>(`builds/${build.id}/exports`, {
        query: scope,
        body,
        idempotencyKey: action.keyFor(body),
      });
      action.finish();
      await refresh();
      onStarted();
      toastDone("The export has started. It goes on when you close this.");
    },
  });
  const isNew = form.values.target === "new_repository";
  const account = connections.find((connection) => connection.id === form.values.connectionId)?.account ?? "";
  return (
    <form {...formProps}>
      <Stack>
        <SegmentedControl
          fullWidth
          aria-label="Where to"
          data={[
            { value: "new_repository", label: "New repository" },
            { value: "pull_request", label: "Existing repository" },
          ]}
          {...form.getInputProps("target")}
        />
        <Text size="sm" c="dimmed">
          {isNew
            ? "A new private repository with this version as its first commit."
            : "A branch and a pull request: what people added there stays, what the project no longer has is removed, and you decide when it is merged."}
        </Text>
        <NativeSelect label="Account" data={accountChoices(connections)} {...form.getInputProps("connectionId")} />
        <div className={classes.pair}>
          <TextInput
            label={isNew ? "Organization" : "Owner"}
            description={isNew ? "Optional" : "Account or organization"}
            placeholder={account}
            maxLength={100}
            spellCheck={false}
            autoCapitalize="none"
            {...form.getInputProps("owner")}
          />
          <TextInput
            label="Repository"
            description={isNew ? "Must not exist yet" : "Its name, without the owner"}
            maxLength={100}
            spellCheck={false}
            autoCapitalize="none"
            {...form.getInputProps("repository")}
          />
        </div>
        <NativeSelect
          label="Pipeline"
          description="Checks, tests and builds every change. GitLab’s is for repositories that are mirrored there."
          data={[
            { value: "github", label: "GitHub Actions" },
            { value: "gitlab", label: "GitLab CI" },
          ]}
          {...form.getInputProps("ci")}
        />
        {!isNew && (
          <Switch
            label="The repository may be public"
            description="Without this, a repository that everybody can read is refused."
            {...form.getInputProps("allowPublic", { type: "checkbox" })}
          />
        )}
        <FormError error={error} />
        <DialogButtons
          onCancel={onClose}
          submit={isNew ? "Create repository" : "Open pull request"}
          pending={pending}
        />
      </Stack>
    </form>
  );
}
