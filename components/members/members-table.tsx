"use client";

import { Badge, Button, Select } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { type Column, DataTable } from "@/components/patterns/data-table";
import { RelativeTime } from "@/components/patterns/relative-time";
import { toastDone } from "@/components/patterns/toast";
import { PersonAvatar } from "@/components/ui/person-avatar";
import { roleWords } from "@/components/workspace/role-words";
import { useWorkspace } from "@/components/workspace/workspace-context";
import type { Member } from "@/lib/features/workspace/workspace.schema";
import type { MemberRole } from "@/lib/platform/auth/permissions";
import { api } from "@/lib/shared/api-client";
import classes from "./members.module.css";
import { mayChange, settableRoles } from "./settable-roles";

type Change = { member: Member; role: MemberRole };

export function MembersTable({ members }: { members: Member[] }) {
  const { workspace, can, scope, key } = useWorkspace();
  const queryClient = useQueryClient();
  const [change, setChange] = useState<Change | null>(null);
  const [leaving, setLeaving] = useState<Member | null>(null);
  const manages = can("members.write");
  const roles = settableRoles(workspace.role);
  const refresh = () => queryClient.invalidateQueries({ queryKey: [...key, "members"] });
  const changeable = (member: Member) => manages && mayChange(workspace.role, member.role, member.isMe);

  const columns: Column<Member>[] = [
    {
      key: "name",
      header: "Member",
      primary: true,
      render: (member) => (
        <span className={classes.person}>
          <PersonAvatar name={member.displayName} src={member.avatarUrl} />
          <span className={classes.who}>
            <span className={classes.name}>
              {member.displayName} {member.isMe && <Badge color="gray">You</Badge>}
            </span>
            <span className={classes.mail}>{member.email}</span>
          </span>
        </span>
      ),
    },
    {
      key: "role",
      header: "Role",
      width: "11rem",
      render: (member) =>
        changeable(member) ? (
          <Select
            size="xs"
            aria-label={`Role of ${member.displayName}`}
            value={member.role}
            data={roles.map((role) => ({ value: role, label: roleWords[role].label }))}
            onChange={(value) => {
              const role = roles.find((item) => item === value);
              if (role !== undefined && role !== member.role) setChange({ member, role });
            }}
          />
        ) : (
          roleWords[member.role].label
        ),
    },
    { key: "joined", header: "Joined", width: "9rem", render: (member) => <RelativeTime iso={member.joinedAt} /> },
  ];
  if (manages) {
    columns.push({
      key: "actions",
      header: "Actions",
      actions: true,
      width: "7rem",
      render: (member) =>
        changeable(member) ? (
          <Button
            size="xs"
            variant="subtle"
            color="red"
            onClick={() => setLeaving(member)}
            aria-label={`Remove ${member.displayName}`}
          >
            Remove
          </Button>
        ) : null,
    });
  }
  return (
    <>
      <DataTable
        caption="Members of the workspace"
        columns={columns}
        rows={members}
        rowKey={(member) => member.userId}
      />
      <ConfirmDialog
        opened={change !== null}
        onClose={() => setChange(null)}
        title={`Make ${change?.member.displayName ?? ""} ${change === null ? "" : roleWords[change.role].label.toLowerCase()}?`}
        confirmLabel="Change the role"
        onConfirm={async () => {
          if (change === null) return;
          await api.patch(`members/${change.member.userId}`, { query: scope, body: { role: change.role } });
          await refresh();
          toastDone(`${change.member.displayName} is ${roleWords[change.role].label.toLowerCase()} now.`);
        }}
      >
        {change !== null && `They may then ${roleWords[change.role].can} It takes effect with their next click.`}
      </ConfirmDialog>
      <ConfirmDialog
        opened={leaving !== null}
        onClose={() => setLeaving(null)}
        title={`Remove ${leaving?.displayName ?? ""}?`}
        confirmLabel="Remove"
        danger
        onConfirm={async () => {
          if (leaving === null) return;
          await api.delete(`members/${leaving.userId}`, { query: scope });
          await refresh();
          toastDone(`${leaving.displayName} was removed.`);
        }}
      >
        They lose access at once. What they made stays, and API keys they created keep working until somebody revokes
        them.
      </ConfirmDialog>
    </>
  );
}
