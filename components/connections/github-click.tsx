"use client";

import { Alert, Button, Code, Group, Stack, Text } from "@mantine/core";
import { IconBrandGithub } from "@tabler/icons-react";
import { useState } from "react";
import { noticeExpiry } from "@/components/app/session-expiry";
import { FormError } from "@/components/patterns/form-error";
import { useWorkspace } from "@/components/workspace/workspace-context";
import type { Authorization } from "@/lib/features/connection/connection.schema";
import { api } from "@/lib/shared/api-client";
import classes from "./connections.module.css";

type Props = { configured: boolean; githubUrl: string; onCancel: () => void };

/** Leaves for GitHub, where the person agrees, and comes back to the connections page. */
export function GitHubClick({ configured, githubUrl, onCancel }: Props) {
  const { scope } = useWorkspace();
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<unknown>(null);
  if (!configured) return <NoApp onCancel={onCancel} />;
  const leave = async () => {
    setPending(true);
    setError(null);
    try {
      const { data } = await api.post<Authorization>("connections/github", { query: scope });
      window.location.assign(data.url);
    } catch (cause) {
      noticeExpiry(cause);
      setError(cause);
      setPending(false);
    }
  };
  return (
    <Stack>
      <Text size="sm">
        You agree at {new URL(githubUrl).host}, with the account that this workspace is to act as, and come back here.
        GitHub will ask for:
      </Text>
      <ul className={classes.steps}>
        <li>
          <strong>Repositories</strong> (<Code>repo</Code>): create private ones, push branches and open pull requests.
          GitHub offers no smaller right for this.
        </li>
        <li>
          <strong>Workflows</strong> (<Code>workflow</Code>): projects bring their pipeline in .github/workflows.
        </li>
        <li>
          <strong>Names of organizations</strong> (<Code>read:org</Code>): so that you can choose where a repository
          goes.
        </li>
      </ul>
      <Text size="sm" c="dimmed">
        Everybody who may export here acts as that account. Atrium keeps the token encrypted and shows it to nobody; you
        can end it here or at GitHub.
      </Text>
      <FormError error={error} />
      <Group justify="flex-end">
        <Button variant="default" onClick={onCancel} disabled={pending}>
          Cancel
        </Button>
        <Button
          loading={pending}
          leftSection={<IconBrandGithub size={16} aria-hidden="true" />}
          onClick={() => void leave()}
        >
          Continue to GitHub
        </Button>
      </Group>
    </Stack>
  );
}

function NoApp({ onCancel }: { onCancel: () => void }) {
  return (
    <Stack>
      <Alert color="sun" title="Not set up on this installation">
        Its operator has to register an OAuth app at GitHub and set <Code>GITHUB_EXPORT_CLIENT_ID</Code> and{" "}
        <Code>GITHUB_EXPORT_CLIENT_SECRET</Code>. Until then a token works just as well.
      </Alert>
      <Group justify="flex-end">
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
      </Group>
    </Stack>
  );
}
