"use client";

import { Button, Tabs } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconUserPlus } from "@tabler/icons-react";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { PageHeader } from "@/components/patterns/page-header";
import { QueryView } from "@/components/patterns/query-view";
import { RowsSkeleton } from "@/components/patterns/skeletons";
import { RequirePermission, useWorkspace } from "@/components/workspace/workspace-context";
import { InviteDialog } from "./invite-dialog";
import { InvitesTable } from "./invites-table";
import { MembersTable } from "./members-table";
import { useInvites, useMembers } from "./use-members";

const tabs = ["members", "invites"] as const;

export function MembersPage() {
  return (
    <RequirePermission permission="members.read" what="the members">
      <Members />
    </RequirePermission>
  );
}

function Members() {
  const { can } = useWorkspace();
  const [tab, setTab] = useQueryState("tab", parseAsStringLiteral(tabs).withDefault("members"));
  const [inviting, invite] = useDisclosure(false);
  const members = useMembers();
  const mayInvite = can("invites.write");
  const invites = useInvites(can("invites.read"));
  const open = invites.data?.filter((item) => item.status === "pending" || item.status === "expired").length;
  const table = (
    <QueryView query={members} skeleton={<RowsSkeleton avatar />}>
      {(rows) => <MembersTable members={rows} />}
    </QueryView>
  );
  return (
    <>
      <PageHeader
        title="Members"
        description="Who works in this workspace, and what each may do."
        actions={
          mayInvite ? (
            <Button leftSection={<IconUserPlus size={16} aria-hidden="true" />} onClick={invite.open}>
              Invite
            </Button>
          ) : undefined
        }
      />
      {can("invites.read") ? (
        <Tabs value={tab} onChange={(value) => void setTab(value === "invites" ? "invites" : null)} keepMounted={false}>
          <Tabs.List mb="md">
            <Tabs.Tab value="members">Members{members.data === undefined ? "" : ` (${members.data.length})`}</Tabs.Tab>
            <Tabs.Tab value="invites">Invitations{open === undefined ? "" : ` (${open})`}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="members">{table}</Tabs.Panel>
          <Tabs.Panel value="invites">
            <QueryView query={invites} skeleton={<RowsSkeleton />}>
              {(rows) => <InvitesTable invites={rows} onInvite={mayInvite ? invite.open : undefined} />}
            </QueryView>
          </Tabs.Panel>
        </Tabs>
      ) : (
        table
      )}
      {mayInvite && <InviteDialog opened={inviting} onClose={invite.close} onSent={() => void setTab("invites")} />}
    </>
  );
}
