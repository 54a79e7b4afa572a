"use client";

import { ActionIcon, Drawer } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconMenu2, IconTrash } from "@tabler/icons-react";
import { usePathname, useRouter } from "next/navigation";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import { BarePage } from "@/components/app/bare-page";
import { NoSuchWorkspace } from "@/components/app/no-such-workspace";
import { NotificationBell } from "@/components/notifications/notification-bell";
import { ErrorState, StateBlock } from "@/components/patterns/states";
import { CreateProjectDialog } from "@/components/projects/create-project-dialog";
import { ButtonLink } from "@/components/ui/links";
import { useMe } from "@/components/workspace/use-me";
import { useRememberWorkspace } from "@/components/workspace/use-remember-workspace";
import { useWorkspace, WorkspaceProvider } from "@/components/workspace/workspace-context";
import { Breadcrumbs } from "./breadcrumbs";
import { CommandPalette, palette } from "./command-palette";
import { navItems } from "./nav";
import { SessionDialog } from "./session-dialog";
import classes from "./shell.module.css";
import { ShellContext } from "./shell-context";
import { ShellSkeleton } from "./shell-skeleton";
import { ShortcutsDialog } from "./shortcuts-dialog";
import { SideNav } from "./side-nav";
import { useShortcuts, useSingleKeysEnabled } from "./use-shortcuts";
import { UserMenu } from "./user-menu";

type Props = { slug: string; mailbox: boolean; children: ReactNode };

export function WorkspaceShell({ slug, mailbox, children }: Props) {
  const me = useMe();
  if (me.data === undefined) {
    return me.isPending ? (
      <ShellSkeleton />
    ) : (
      <BarePage>
        <ErrorState error={me.error} onRetry={() => void me.refetch()} headingLevel={1} />
      </BarePage>
    );
  }
  const workspace = me.data.workspaces.find((item) => item.slug === slug || item.id === slug);
  if (workspace === undefined) {
    return (
      <BarePage>
        <NoSuchWorkspace email={me.data.email} />
      </BarePage>
    );
  }
  if (workspace.deletedAt !== null) {
    return (
      <BarePage>
        <StateBlock
          icon={IconTrash}
          headingLevel={1}
          title={`${workspace.name} is in the bin`}
          body="An owner can restore it from the list of workspaces until it is erased for good."
          actions={<ButtonLink href="/workspaces?choose=1">My workspaces</ButtonLink>}
        />
      </BarePage>
    );
  }
  return (
    <WorkspaceProvider me={me.data} workspace={workspace}>
      <Frame mailbox={mailbox}>{children}</Frame>
    </WorkspaceProvider>
  );
}

function Frame({ mailbox, children }: { mailbox: boolean; children: ReactNode }) {
  const { me, base, can } = useWorkspace();
  const router = useRouter();
  const pathname = usePathname();
  const [drawer, drawerActions] = useDisclosure(false);
  const [creating, createActions] = useDisclosure(false);
  const [help, helpActions] = useDisclosure(false);
  const [crumb, setCrumb] = useState<string | null>(null);
  const [singleKeys] = useSingleKeysEnabled();
  useRememberWorkspace();
  const mayCreate = can("projects.write");
  const actions = useMemo(
    () => ({
      createProject: createActions.open,
      showShortcuts: helpActions.open,
      openPalette: palette.open,
      setCrumb,
    }),
    [createActions.open, helpActions.open],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: Back must close what floats above the page it leaves
  useEffect(() => {
    palette.close();
    drawerActions.close();
  }, [pathname]);
  useShortcuts(
    {
      "?": helpActions.open,
      "/": palette.open,
      ...(mayCreate ? { c: createActions.open } : {}),
      ...Object.fromEntries(
        navItems
          .filter((item) => can(item.permission))
          .map((item) => [`g ${item.key}`, () => router.push(`${base}${item.path}`)]),
      ),
    },
    singleKeys,
  );
  return (
    <ShellContext value={actions}>
      <div className={classes.shell}>
        <aside className={classes.sidebar} aria-label="Sidebar">
          <SideNav />
        </aside>
        <div className={classes.column}>
          <header className={classes.topbar}>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={44}
              className={classes.burger ?? ""}
              aria-label="Open the menu"
              aria-expanded={drawer}
              onClick={drawerActions.open}
            >
              <IconMenu2 size={22} aria-hidden="true" />
            </ActionIcon>
            <div className={classes.crumbs}>
              <Breadcrumbs crumb={crumb} />
            </div>
            <div className={classes.tools}>
              <NotificationBell unread={me.unreadNotifications} />
              <UserMenu me={me} mailbox={mailbox} />
            </div>
          </header>
          <main id="content" tabIndex={-1} className={classes.main}>
            {children}
          </main>
        </div>
      </div>
      <Drawer
        opened={drawer}
        onClose={drawerActions.close}
        size="min(18rem, 86vw)"
        title="Menu"
        padding={0}
        styles={drawerStyles}
      >
        <SideNav onNavigate={drawerActions.close} />
      </Drawer>
      <CommandPalette />
      <ShortcutsDialog opened={help} onClose={helpActions.close} />
      {mayCreate && <CreateProjectDialog opened={creating} onClose={createActions.close} />}
      <SessionDialog email={me.email} />
    </ShellContext>
  );
}

const drawerStyles = { header: { paddingInline: "1rem" } };
