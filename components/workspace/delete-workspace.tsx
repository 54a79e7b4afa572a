"use client";

import { Button, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { goTo } from "@/components/auth/use-demo";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { api } from "@/lib/shared/api-client";
import { useWorkspace } from "./workspace-context";

export function DeleteWorkspace() {
  const { workspace } = useWorkspace();
  const [asking, ask] = useDisclosure(false);
  return (
    <Stack align="flex-start" gap="sm">
      <Text size="sm">
        Deletes the workspace for everybody. For 30 days an owner can restore it from the list of workspaces; after that
        it is erased.
      </Text>
      <Button color="red" onClick={ask.open}>
        Delete the workspace
      </Button>
      <ConfirmDialog
        opened={asking}
        onClose={ask.close}
        title={`Delete ${workspace.name}?`}
        confirmLabel="Delete the workspace"
        danger
        typeToConfirm={workspace.slug}
        onConfirm={async () => {
          await api.delete(`workspaces/${workspace.id}`, { body: { confirmSlug: workspace.slug } });
          goTo("/workspaces?choose=1");
        }}
      >
        Every member loses access at once, and its API keys stop working.
      </ConfirmDialog>
    </Stack>
  );
}
