"use client";

import { Button, Tabs } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconUserPlus } from "@tabler/icons-react";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { LoadMore } from "@/components/patterns/load-more";
import { PageHeader } from "@/components/patterns/page-header";
import { QueryView } from "@/components/patterns/query-view";
import { RowsSkeleton } from "@/components/patterns/skeletons";
import type { CursorList } from "@/components/patterns/use-cursor-list";
import { RequirePermission, useWorkspace } from "@/components/workspace/workspace-context";
import { InviteDialog } from "./invite-dialog";
import { InvitesPanel } from "./invites-panel";
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
  const invites = useInvites({ open: true, enabled: can("invites.read") });
  const table = (
    <QueryView query={members.query} skeleton={<RowsSkeleton avatar />}>
      {() => (
        <>
          <MembersTable members={members.items} />
          <LoadMore list={members} noun="member" />
        </>
      )}
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
            <Tabs.Tab value="members">Members{countOf(members)}</Tabs.Tab>
            <Tabs.Tab value="invites">Invitations{countOf(invites)}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="members">{table}</Tabs.Panel>
          <Tabs.Panel value="invites">
            <InvitesPanel onInvite={mayInvite ? invite.open : undefined} />
          </Tabs.Panel>
        </Tabs>
      ) : (
        table
      )}
      {mayInvite && <InviteDialog opened={inviting} onClose={invite.close} onSent={() => void setTab("invites")} />}
    </>
  );
}

function countOf<T>({ query, items, hasMore }: CursorList<T>): string {
  return query.data === undefined ? "" : ` (${items.length}${hasMore ? "+" : ""})`;
}
