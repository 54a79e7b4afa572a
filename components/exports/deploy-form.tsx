"use client";

import { NativeSelect, Stack, Text, TextInput } from "@mantine/core";
import { IconServer } from "@tabler/icons-react";
import { useBuild, useBuildFile } from "@/components/builder/use-builds";
import { DialogButtons } from "@/components/patterns/dialog-buttons";
import { FormError } from "@/components/patterns/form-error";
import { QueryView } from "@/components/patterns/query-view";
import { FormSkeleton } from "@/components/patterns/skeletons";
import { EmptyState } from "@/components/patterns/states";
import { toastDone } from "@/components/patterns/toast";
import { useActionKey } from "@/components/patterns/use-action-key";
import { useApiForm } from "@/components/patterns/use-api-form";
import { useWorkspace } from "@/components/workspace/workspace-context";
import type { BuildSummary } from "@/lib/features/build/build.schema";
import { hasPages, isBuiltStack } from "@/lib/features/builder/blueprint/stacks";
import {
  type Connection,
  type HostProvider,
  providerNames,
  runsServers,
} from "@/lib/features/connection/connection.schema";
import type { Export } from "@/lib/features/export/export.schema";
import { api } from "@/lib/shared/api-client";
import { type ExampleSetting, settingsOfExample } from "@/lib/shared/env-example";
import { accountChoices, firstWorking } from "./account-choices";
import { hostWords } from "./deploy-words";
import { SettingsFields } from "./settings-fields";
import { suggestedName } from "./suggested-name";
import { useExports, useRefreshExports } from "./use-exports";

type Props = {
  host: HostProvider;
  build: BuildSummary;
  connections: readonly Connection[];
  onClose: () => void;
  /** It is in the list of exports by then. */
  onStarted: () => void;
};
type Values = { connectionId: string; site: string; settings: Record<string, string> };

function isOfPages({ stack }: Record<string, unknown>): boolean {
  return typeof stack !== "string" || !isBuiltStack(stack) || hasPages(stack);
}

/** Deploys to a host, once it is known what the project needs there and what was deployed before. */
export function DeployForm(props: Props) {
  const build = useBuild(props.build.id);
  return (
    <QueryView query={build} skeleton={<FormSkeleton />}>
      {({ blueprint }) =>
        runsServers[props.host] || isOfPages(blueprint) ? (
          <AskedForm {...props} />
        ) : (
          <EmptyState
            compact
            icon={IconServer}
            title={`${providerNames[props.host]} has no place for this version`}
            body="It is an API that runs as a server of its own. Deploy it to Railway, or run its Dockerfile anywhere."
          />
        )
      }
    </QueryView>
  );
}

function AskedForm(props: Props) {
  const example = useBuildFile(props.build.id, ".env.example");
  const former = useExports(props.build.projectId);
  return (
    <QueryView query={example} skeleton={<FormSkeleton />}>
      {(file) => (
        <QueryView query={former} skeleton={<FormSkeleton />}>
          {({ pages }) => (
            <FilledForm
              {...props}
              needs={settingsOfExample(file.content)}
              former={pages.flatMap((page) => page.data).find((row) => row.target === props.host)}
            />
          )}
        </QueryView>
      )}
    </QueryView>
  );
}

type FilledProps = Props & { needs: readonly ExampleSetting[]; former: Export | undefined };

function bodyOf(host: HostProvider, { connectionId, site, settings }: Values) {
  const given = Object.entries(settings).flatMap(([name, value]) =>
    value.trim() === "" ? [] : [{ name, value: value.trim() }],
  );
  return { target: host, connectionId, site: site.trim(), settings: given };
}

function FilledForm({ host, build, connections, needs, former, onClose, onStarted }: FilledProps) {
  const { scope } = useWorkspace();
  const refresh = useRefreshExports(build.projectId);
  const action = useActionKey();
  const name = providerNames[host];
  const words = hostWords[host];
  const { form, formProps, pending, error } = useApiForm<Values>({
    initialValues: {
      connectionId: firstWorking(connections)?.id ?? "",
      site: former?.site ?? suggestedName(build.appName, 52),
      settings: Object.fromEntries(needs.map((need) => [need.name, ""])),
    },
    validate: ({ site }) => ({ site: site.trim() === "" ? `Name the ${words.project.toLowerCase()}` : null }),
    submit: async (values) => {
      const body = bodyOf(host, values);
      await api.post<Export>(`builds/${build.id}/exports`, {
        query: scope,
        body,
        idempotencyKey: action.keyFor(body),
      });
      action.finish();
      form.setFieldValue("settings", Object.fromEntries(needs.map((need) => [need.name, ""])));
      await refresh();
      onStarted();
      toastDone("The deploy has started. It goes on when you close this.");
    },
  });
  const address = `${form.values.site.trim() || "name"}${words.ending}`;
  return (
    <form {...formProps}>
      <Stack>
        <Text size="sm" c="dimmed">
          {words.what}
        </Text>
        <NativeSelect label="Account" data={accountChoices(connections)} {...form.getInputProps("connectionId")} />
        <TextInput
          label={words.project}
          description={`Its address begins with it, such as ${address}`}
          maxLength={52}
          spellCheck={false}
          autoCapitalize="none"
          autoComplete="off"
          {...form.getInputProps("site")}
        />
        <SettingsFields
          host={name}
          needs={needs}
          address={`https://${address}`}
          isFirst={former === undefined}
          inputProps={(setting) => form.getInputProps(`settings.${setting}`)}
        />
        <FormError error={error} />
        <DialogButtons onCancel={onClose} submit={`Deploy to ${name}`} pending={pending} />
      </Stack>
    </form>
  );
}
