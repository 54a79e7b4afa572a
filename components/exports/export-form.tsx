"use client";

import { NativeSelect, SegmentedControl, Stack, Switch, Text, TextInput } from "@mantine/core";
import { DialogButtons } from "@/components/patterns/dialog-buttons";
import { FormError } from "@/components/patterns/form-error";
import { toastDone } from "@/components/patterns/toast";
import { useActionKey } from "@/components/patterns/use-action-key";
import { useApiForm } from "@/components/patterns/use-api-form";
import { useWorkspace } from "@/components/workspace/workspace-context";
import type { BuildSummary } from "@/lib/features/build/build.schema";
import type { Connection, Repository } from "@/lib/features/connection/connection.schema";
import type { Export } from "@/lib/features/export/export.schema";
import { api } from "@/lib/shared/api-client";
import { accountChoices, firstWorking } from "./account-choices";
import classes from "./exports.module.css";
import { OwnerField } from "./owner-field";
import { RepositoryField } from "./repository-field";
import { splitRepository, unusable } from "./repository-words";
import { suggestedName } from "./suggested-name";
import { useRefreshExports } from "./use-exports";
import { fullName, useRepositories } from "./use-repositories";

type Values = {
  target: "new_repository" | "pull_request";
  connectionId: string;
  /** Of a new repository; empty = the account. */
  owner: string;
  repository: string;
  /** An existing repository, as it was chosen or typed. */
  full: string;
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

/** What the browser can know at once. `chosen`: the repository as GitHub listed it. */
function problems(values: Values, account: string, chosen: Repository | undefined) {
  if (values.target === "new_repository")
    return { repository: values.repository.trim() === "" ? "Name the repository" : null };
  const { owner, repository } = splitRepository(values.full, account);
  const reason = chosen === undefined ? undefined : unusable(chosen);
  return {
    full: owner === "" || repository === "" ? "Choose a repository, or type its owner and name" : (reason ?? null),
    allowPublic: chosen?.isPrivate === false && !values.allowPublic ? "Confirm that everybody may read it" : null,
  };
}

function bodyOf({ target, allowPublic, owner, repository, full, ...rest }: Values, account: string) {
  const trimmed = owner.trim();
  return target === "new_repository"
    ? { ...rest, target, repository, ...(trimmed === "" ? {} : { owner: trimmed }) }
    : { ...rest, target, allowPublic, ...splitRepository(full, account) };
}

export function ExportForm({ build, connections, onClose, onStarted }: Props) {
  const { scope } = useWorkspace();
  const refresh = useRefreshExports(build.projectId);
  const action = useActionKey();
  const first = firstWorking(connections);
  const accountOf = ({ connectionId }: Values) => connections.find(({ id }) => id === connectionId)?.account ?? "";
  const { form, formProps, pending, error } = useApiForm<Values>({
    initialValues: {
      target: "new_repository",
      connectionId: first?.id ?? "",
      owner: "",
      repository: suggestedName(build.appName),
      full: "",
      ci: "github",
      allowPublic: false,
    },
    validate: (values) => problems(values, accountOf(values), chosen),
    submit: async (values) => {
      const body = bodyOf(values, accountOf(values));
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
  const account = accountOf(form.values);
  const repositories = useRepositories(form.values.connectionId, form.values.full, !isNew);
  const wanted = Object.values(splitRepository(form.values.full, account)).join("/").toLowerCase();
  const chosen: Repository | undefined = repositories.all.find((row) => fullName(row).toLowerCase() === wanted);
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
        <NativeSelect
          label="Account"
          data={accountChoices(connections)}
          {...form.getInputProps("connectionId")}
          onChange={(event) =>
            form.setValues({ connectionId: event.currentTarget.value, owner: "", full: "", allowPublic: false })
          }
        />
        {isNew ? (
          <div className={classes.pair}>
            <OwnerField
              key={form.values.connectionId}
              connectionId={form.values.connectionId}
              account={account}
              value={form.values.owner}
              onChange={(owner) => form.setFieldValue("owner", owner)}
              error={form.errors.owner}
            />
            <TextInput
              label="Repository"
              description="Must not exist yet"
              maxLength={100}
              spellCheck={false}
              autoCapitalize="none"
              {...form.getInputProps("repository")}
            />
          </div>
        ) : (
          <RepositoryField
            key={form.values.connectionId}
            value={form.values.full}
            onChange={(full) => form.setValues({ full, allowPublic: false })}
            error={form.errors.full ?? form.errors.owner ?? form.errors.repository}
            repositories={repositories}
          />
        )}
        <NativeSelect
          label="Pipeline"
          description="Checks, tests and builds every change. GitLab’s is for repositories that are mirrored there."
          data={[
            { value: "github", label: "GitHub Actions" },
            { value: "gitlab", label: "GitLab CI" },
          ]}
          {...form.getInputProps("ci")}
        />
        {!isNew && chosen?.isPrivate !== true && (
          <Switch
            label={chosen ? "Everybody may read this version" : "The repository may be public"}
            description={
              chosen
                ? `${fullName(chosen)} is public: whatever is exported there can be read by all.`
                : "Without this, a repository that everybody can read is refused."
            }
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
