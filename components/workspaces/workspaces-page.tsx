"use client";

import { IconPlus, IconTrash } from "@tabler/icons-react";
import Link from "next/link";
import { BarePage } from "@/components/app/bare-page";
import { PageHeader } from "@/components/patterns/page-header";
import { EmptyState } from "@/components/patterns/states";
import { UserMenu } from "@/components/shell/user-menu";
import { ButtonLink } from "@/components/ui/links";
import { WorkspaceAvatar } from "@/components/ui/person-avatar";
import { roleWords } from "@/components/workspace/role-words";
import type { Me } from "@/lib/features/account/account.schema";
import { DeletedWorkspace } from "./deleted-workspace";
import classes from "./workspaces.module.css";

export function WorkspacesPage({ me, mailbox }: { me: Me; mailbox: boolean }) {
  const live = me.workspaces.filter((item) => item.deletedAt === null);
  const deleted = me.workspaces.filter((item) => item.deletedAt !== null);
  const create = (
    <ButtonLink href="/welcome?new=1" leftSection={<IconPlus size={16} aria-hidden="true" />}>
      New workspace
    </ButtonLink>
  );
  return (
    <BarePage aside={<UserMenu me={me} mailbox={mailbox} />}>
      <PageHeader
        title="Workspaces"
        description={`You are signed in as ${me.email}.`}
        actions={live.length > 0 ? create : undefined}
      />
      {live.length === 0 ? (
        <EmptyState
          icon={IconTrash}
          title="All your workspaces are in the bin"
          body="Restore one below, or start a new one."
          actions={create}
        />
      ) : (
        <ul className={classes.list}>
          {live.map((item) => (
            <li key={item.id}>
              <Link href={`/${item.slug}`} className={classes.row} prefetch={false}>
                <WorkspaceAvatar name={item.name} src={item.logoUrl} size={40} />
                <span className={classes.text}>
                  <span className={classes.name}>{item.name}</span>
                  <span className={classes.meta}>
                    {roleWords[item.role].label}
                    {item.id === me.lastWorkspaceId && ", used last"}
                  </span>
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
      {deleted.length > 0 && (
        <section className={classes.bin} aria-labelledby="bin">
          <h2 id="bin" className={classes.heading}>
            In the bin
          </h2>
          <p className={classes.meta}>
            Nobody can open these. An owner can restore them until they are erased for good.
          </p>
          <ul className={classes.list}>
            {deleted.map((item) => (
              <li key={item.id} className={classes.row}>
                <DeletedWorkspace workspace={item} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </BarePage>
  );
}
