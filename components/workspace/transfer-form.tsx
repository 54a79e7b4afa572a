"use client";

import { Button, Select, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useAllMembers } from "@/components/members/use-members";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { ErrorState } from "@/components/patterns/states";
import { toastDone } from "@/components/patterns/toast";
import { api } from "@/lib/shared/api-client";
import { roleWords } from "./role-words";
import { meKey } from "./use-me";
import { useWorkspace } from "./workspace-context";

const belowOwner = ["admin", "editor", "viewer"] as const;

export function TransferForm() {
  const { workspace, key } = useWorkspace();
  const queryClient = useQueryClient();
  const members = useAllMembers();
  const [userId, setUserId] = useState<string | null>(null);
  const [role, setRole] = useState<(typeof belowOwner)[number]>("admin");
  const [asking, ask] = useDisclosure(false);
  const others = (members.data ?? []).filter((member) => !member.isMe);
  const target = others.find((member) => member.userId === userId);
  if (members.isError) return <ErrorState compact error={members.error} onRetry={() => void members.refetch()} />;
  if (members.data !== undefined && others.length === 0) {
    return <Text size="sm">You are the only member. Invite somebody first.</Text>;
  }
  return (
    <Stack maw={440} align="flex-start">
      <Select
        w="100%"
        label="New owner"
        placeholder="Choose a member"
        searchable
        data={others.map((member) => ({ value: member.userId, label: `${member.displayName} (${member.email})` }))}
        value={userId}
        onChange={setUserId}
      />
      <Select
        w="100%"
        label="Your role afterwards"
        data={belowOwner.map((value) => ({ value, label: roleWords[value].label }))}
        value={role}
        onChange={(value) => setRole(belowOwner.find((item) => item === value) ?? "admin")}
      />
      <Button variant="default" disabled={target === undefined} onClick={ask.open}>
        Hand over
      </Button>
      <ConfirmDialog
        opened={asking}
        onClose={ask.close}
        title={`Make ${target?.displayName ?? ""} the owner?`}
        confirmLabel="Hand over"
        danger
        typeToConfirm={workspace.slug}
        onConfirm={async () => {
          await api.post(`workspaces/${workspace.id}/transfer`, { body: { userId, myNewRole: role } });
          await queryClient.invalidateQueries({ queryKey: meKey });
          await queryClient.invalidateQueries({ queryKey: key });
          toastDone(`${target?.displayName ?? "The new owner"} owns the workspace now.`);
        }}
      >
        You become {roleWords[role].label.toLowerCase()} at once. Only the new owner can give the workspace back.
      </ConfirmDialog>
    </Stack>
  );
}
