"use client";

import { BarePage } from "@/components/app/bare-page";
import { AuthCard } from "@/components/auth/auth-card";
import { UserMenu } from "@/components/shell/user-menu";
import { TextLink } from "@/components/ui/links";
import type { Me } from "@/lib/features/account/account.schema";
import { CreateWorkspaceForm } from "./create-workspace-form";
import classes from "./workspaces.module.css";

type Props = { me: Me; mailbox: boolean; host: string };

export function WelcomePage({ me, mailbox, host }: Props) {
  const first = me.workspaces.length === 0;
  return (
    <BarePage aside={<UserMenu me={me} mailbox={mailbox} />}>
      <div className={classes.welcome}>
        <AuthCard
          title={first ? "Name your studio" : "New workspace"}
          lead={
            first
              ? "A workspace holds your clients’ projects, your people and one audit trail. You can rename it later."
              : "Projects, people and the audit trail of a workspace stay apart from your other ones."
          }
          footer={
            first ? (
              "Waiting for an invitation? Open the link in its mail; you need no workspace of your own."
            ) : (
              <TextLink href="/workspaces?choose=1">Back to my workspaces</TextLink>
            )
          }
        >
          <CreateWorkspaceForm host={host} />
        </AuthCard>
      </div>
    </BarePage>
  );
}
