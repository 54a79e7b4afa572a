"use client";

import { PageHeader } from "@/components/patterns/page-header";
import { TextLink } from "@/components/ui/links";
import { useMe } from "@/components/workspace/use-me";
import classes from "./account-shell.module.css";
import { CreateWorkspaceForm } from "./create-workspace-form";

export function WelcomePage({ host }: { host: string }) {
  const me = useMe();
  if (me.data === undefined) return null;
  const first = me.data.workspaces.length === 0;
  return (
    <div className={classes.narrow}>
      <PageHeader
        title={first ? `Welcome, ${me.data.displayName}` : "New workspace"}
        description={
          first
            ? "A workspace holds your projects, people and keys. Most studios need one."
            : "Its projects, people and audit trail stay apart from your other workspaces."
        }
      />
      <CreateWorkspaceForm host={host} />
      <p className={classes.foot}>
        {first ? (
          "Waiting for an invitation? Open the link in its mail; you need no workspace of your own."
        ) : (
          <TextLink href="/workspaces?choose=1">Back to my workspaces</TextLink>
        )}
      </p>
    </div>
  );
}
