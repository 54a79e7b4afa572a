"use client";

import { Badge, Button, Modal, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { type Column, DataTable } from "@/components/patterns/data-table";
import { RelativeTime } from "@/components/patterns/relative-time";
import { toastDone, toastError } from "@/components/patterns/toast";
import { roleWords } from "@/components/workspace/role-words";
import { useWorkspace } from "@/components/workspace/workspace-context";
import type { Invite } from "@/lib/features/invite/invite.schema";
import { api } from "@/lib/shared/api-client";
import { type CreatedInvite, InviteLink } from "./invite-dialog";
import classes from "./members.module.css";

const statusWords: Record<Invite["status"], { label: string; color: string }> = {
  pending: { label: "Waiting", color: "patina" },
  expired: { label: "Expired", color: "sun" },
  accepted: { label: "Accepted", color: "gray" },
  declined: { label: "Declined", color: "gray" },
  revoked: { label: "Withdrawn", color: "gray" },
};
const isOpen = (invite: Invite) => invite.status === "pending" || invite.status === "expired";

export function InvitesTable({ invites }: { invites: Invite[] }) {
  const { can } = useWorkspace();
  const [resent, setResent] = useState<CreatedInvite | null>(null);
  const [revoking, setRevoking] = useState<Invite | null>(null);
  const actions = useInviteActions(setResent);
  const columns: Column<Invite>[] = [
    {
      key: "who",
      header: "Invited",
      primary: true,
      render: (invite) => (
        <span className={classes.who}>
          <span className={classes.name}>{invite.email}</span>
          <span className={classes.mail}>by {invite.invitedBy ?? "a former member"}</span>
        </span>
      ),
    },
    {
      key: "role",
      header: "Role",
      render: (invite) =>
        invite.projectName === null
          ? roleWords[invite.role].label
          : `${roleWords[invite.role].label} on ${invite.projectName}`,
    },
    {
      key: "status",
      header: "Status",
      render: (invite) => (
        <span className={classes.badges}>
          <Badge color={statusWords[invite.status].color}>{statusWords[invite.status].label}</Badge>
          {isOpen(invite) && invite.delivery === "failed" && <Badge color="red">Mail failed</Badge>}
        </span>
      ),
    },
    {
      key: "expires",
      header: "Valid",
      render: (invite) => (isOpen(invite) ? <RelativeTime iso={invite.expiresAt} prefix="until" /> : "No longer"),
    },
  ];
  if (can("invites.write")) {
    columns.push({
      key: "actions",
      header: "Actions",
      actions: true,
      render: (invite) =>
        isOpen(invite) ? (
          <span className={classes.rowActions}>
            <Button
              size="xs"
              variant="default"
              loading={actions.resend.isPending && actions.resend.variables === invite.id}
              onClick={() => actions.resend.mutate(invite.id)}
              aria-label={`Send the invitation to ${invite.email} again`}
            >
              Resend
            </Button>
            <Button
              size="xs"
              variant="subtle"
              color="red"
              onClick={() => setRevoking(invite)}
              aria-label={`Withdraw the invitation to ${invite.email}`}
            >
              Withdraw
            </Button>
          </span>
        ) : null,
    });
  }
  return (
    <>
      <DataTable caption="Invitations" columns={columns} rows={invites} rowKey={(invite) => invite.id} />
      <Modal opened={resent !== null} onClose={() => setResent(null)} title={<Text fw={640}>Sent again</Text>}>
        {resent !== null && <InviteLink invite={resent} onDone={() => setResent(null)} />}
      </Modal>
      <ConfirmDialog
        opened={revoking !== null}
        onClose={() => setRevoking(null)}
        title="Withdraw this invitation?"
        confirmLabel="Withdraw"
        danger
        onConfirm={async () => {
          if (revoking !== null) await actions.revoke(revoking);
        }}
      >
        The link sent to {revoking?.email} stops working at once.
      </ConfirmDialog>
    </>
  );
}

function useInviteActions(onResent: (invite: CreatedInvite) => void) {
  const { scope, key } = useWorkspace();
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries({ queryKey: [...key, "invites"] });
  const resend = useMutation({
    mutationFn: (id: string) => api.post<CreatedInvite>(`invites/${id}/resend`, { query: scope }),
    onSuccess: async ({ data }) => {
      onResent(data);
      await refresh();
    },
    onError: toastError,
  });
  const revoke = async (invite: Invite) => {
    await api.delete(`invites/${invite.id}`, { query: scope });
    await refresh();
    toastDone("Withdrawn.");
  };
  return { resend, revoke };
}
