"use client";

import { Button } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { NotificationBell } from "@/components/notifications/notification-bell";
import { FormSkeleton } from "@/components/patterns/skeletons";
import { ErrorState } from "@/components/patterns/states";
import { SessionDialog } from "@/components/shell/session-dialog";
import { UserMenu } from "@/components/shell/user-menu";
import { TextLink } from "@/components/ui/links";
import { Logo } from "@/components/ui/logo";
import { useMe } from "@/components/workspace/use-me";
import classes from "./account-shell.module.css";

const links = [
  { href: "/account", label: "Profile and safety" },
  { href: "/account/notifications", label: "Notifications" },
];

/** Pages of a person, outside any workspace. */
export function AccountShell({ mailbox, children }: { mailbox: boolean; children: ReactNode }) {
  const me = useMe();
  const pathname = usePathname();
  const last = me.data?.workspaces.find((item) => item.id === me.data.lastWorkspaceId && item.deletedAt === null);
  const inAccount = pathname.startsWith("/account");
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <TextLink href="/workspaces" underline="never" aria-label="Atrium, my workspaces">
          <Logo />
        </TextLink>
        {me.data !== undefined && (
          <div className={classes.tools}>
            {last !== undefined && (
              <Button
                component={Link}
                href={`/${last.slug}`}
                variant="subtle"
                visibleFrom="xs"
                leftSection={<IconArrowLeft size={16} aria-hidden="true" />}
              >
                {last.name}
              </Button>
            )}
            <NotificationBell unread={me.data.unreadNotifications} />
            <UserMenu me={me.data} mailbox={mailbox} />
          </div>
        )}
      </header>
      <main id="content" tabIndex={-1} className={classes.main}>
        {inAccount && (
          <nav aria-label="Account" className={classes.tabs}>
            {links.map((link) => (
              <Link key={link.href} href={link.href} aria-current={pathname === link.href ? "page" : undefined}>
                {link.label}
              </Link>
            ))}
          </nav>
        )}
        {me.data !== undefined ? (
          <>
            {children}
            <SessionDialog email={me.data.email} />
          </>
        ) : me.isPending ? (
          <FormSkeleton />
        ) : (
          <ErrorState error={me.error} onRetry={() => void me.refetch()} home="/" headingLevel={1} />
        )}
      </main>
    </div>
  );
}
