"use client";

import { Button, Switch } from "@mantine/core";
import { IconMail } from "@tabler/icons-react";
import { parseAsBoolean, useQueryState } from "nuqs";
import { LoadMore } from "@/components/patterns/load-more";
import { QueryView } from "@/components/patterns/query-view";
import { RowsSkeleton } from "@/components/patterns/skeletons";
import { EmptyState } from "@/components/patterns/states";
import { InvitesTable } from "./invites-table";
import { useInvites } from "./use-members";

export function InvitesPanel({ onInvite }: { onInvite: (() => void) | undefined }) {
  const [all, setAll] = useQueryState("all", parseAsBoolean.withDefault(false));
  const list = useInvites({ open: !all });
  return (
    <>
      <QueryView query={list.query} skeleton={<RowsSkeleton />}>
        {() =>
          list.items.length === 0 ? (
            <EmptyState
              icon={IconMail}
              title={all ? "Nobody has been invited yet" : "No open invitations"}
              body="Invite colleagues to the workspace, or a client to one project."
              actions={onInvite === undefined ? undefined : <Button onClick={onInvite}>Invite somebody</Button>}
            />
          ) : (
            <>
              <InvitesTable invites={list.items} />
              <LoadMore list={list} noun="invitation" />
            </>
          )
        }
      </QueryView>
      <Switch
        mt="md"
        label="Show the closed ones, too"
        checked={all}
        onChange={(event) => void setAll(event.currentTarget.checked ? true : null)}
      />
    </>
  );
}
