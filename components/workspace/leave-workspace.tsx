"use client";

import { Button } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { goTo } from "@/components/auth/use-demo";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { api } from "@/lib/shared/api-client";
import { useWorkspace } from "./workspace-context";

export function LeaveWorkspace() {
  const { workspace } = useWorkspace();
  const [asking, ask] = useDisclosure(false);
  return (
    <>
      <Button variant="default" onClick={ask.open}>
        Leave the workspace
      </Button>
      <ConfirmDialog
        opened={asking}
        onClose={ask.close}
        title={`Leave ${workspace.name}?`}
        confirmLabel="Leave"
        danger
        onConfirm={async () => {
          await api.post(`workspaces/${workspace.id}/leave`);
          goTo("/workspaces");
        }}
      >
        {workspace.role === "owner"
          ? "If you are the only owner, hand the workspace over first."
          : "To come back you need a new invitation."}
      </ConfirmDialog>
    </>
  );
}
