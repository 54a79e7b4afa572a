"use client";

import { Badge, Button } from "@mantine/core";
import { IconLayoutGridAdd, IconPlus } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { PageHeader } from "@/components/patterns/page-header";
import { RelativeTime } from "@/components/patterns/relative-time";
import { EmptyState } from "@/components/patterns/states";
import { toastDone, toastError } from "@/components/patterns/toast";
import { ButtonLink } from "@/components/ui/links";
import { WorkspaceAvatar } from "@/components/ui/person-avatar";
import { roleWords } from "@/components/workspace/role-words";
import { meKey, useMe } from "@/components/workspace/use-me";
import type { WorkspaceSummary } from "@/lib/features/account/account.schema";
import { api } from "@/lib/shared/api-client";
import classes from "./account-shell.module.css";

export function WorkspacesPage() {
  const me = useMe();
  if (me.data === undefined) return null;
  const live = me.data.workspaces.filter((item) => item.deletedAt === null);
  const deleted = me.data.workspaces.filter((item) => item.deletedAt !== null);
  const create = (
    <ButtonLink href="/welcome" leftSection={<IconPlus size={16} aria-hidden="true" />}>
      New workspace
    </ButtonLink>
  );
  return (
    <div className={classes.narrow} style={{ maxWidth: "40rem" }}>
      <PageHeader title="My workspaces" actions={live.length > 0 ? create : undefined} />
      {live.length === 0 ? (
        <EmptyState
          icon={IconLayoutGridAdd}
          title="You are in no workspace"
          body="Create one, or open the link of an invitation. If you were invited, the mail has the link."
          actions={create}
        />
      ) : (
        <ul className={classes.choices}>
          {live.map((item) => (
            <li key={item.id}>
              <Link href={`/${item.slug}`} className={classes.choice}>
                <WorkspaceAvatar name={item.name} src={item.logoUrl} size={40} />
                <span className={classes.choiceText}>
                  <strong>{item.name}</strong>
                  <span className={classes.dim}>/{item.slug}</span>
                </span>
                <Badge color="gray">{roleWords[item.role].label}</Badge>
              </Link>
            </li>
          ))}
        </ul>
      )}
      {deleted.length > 0 && (
        <section>
          <h2 className={classes.subHeading}>In the bin</h2>
          <ul className={classes.choices}>
            {deleted.map((item) => (
              <DeletedWorkspace key={item.id} workspace={item} />
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function DeletedWorkspace({ workspace }: { workspace: WorkspaceSummary }) {
  const queryClient = useQueryClient();
  const restore = useMutation({
    mutationFn: () => api.post(`workspaces/${workspace.id}/restore`),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: meKey });
      toastDone(`${workspace.name} is back.`);
    },
    onError: toastError,
  });
  return (
    <li className={classes.choice}>
      <span className={classes.choiceText}>
        <strong>{workspace.name}</strong>
        <span className={classes.dim}>
          {workspace.purgeAt === null ? "Deleted" : <RelativeTime iso={workspace.purgeAt} prefix="Erased for good" />}
        </span>
      </span>
      {workspace.role === "owner" && (
        <Button size="xs" variant="default" loading={restore.isPending} onClick={() => restore.mutate()}>
          Restore
        </Button>
      )}
    </li>
  );
}
