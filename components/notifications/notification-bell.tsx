"use client";

import { ActionIcon, Button, Indicator, Popover, ScrollArea, Text } from "@mantine/core";
import { IconBell, IconBellCheck } from "@tabler/icons-react";
import Link from "next/link";
import { useState } from "react";
import { QueryView } from "@/components/patterns/query-view";
import { RelativeTime } from "@/components/patterns/relative-time";
import { RowsSkeleton } from "@/components/patterns/skeletons";
import { EmptyState } from "@/components/patterns/states";
import { TextLink } from "@/components/ui/links";
import type { Notification } from "@/lib/features/notification/notification.schema";
import { plural } from "@/lib/shared/format";
import classes from "./notification-bell.module.css";
import { useMarkRead, useNotifications } from "./use-notifications";

export function NotificationBell({ unread }: { unread: number }) {
  const [opened, setOpened] = useState(false);
  const list = useNotifications(opened);
  const mark = useMarkRead();
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-end"
      width="min(24rem, 94vw)"
      trapFocus
      returnFocus
      shadow="lg"
    >
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={44}
          radius="xl"
          onClick={() => setOpened((value) => !value)}
          aria-label={unread === 0 ? "Notifications" : `Notifications, ${plural(unread, "unread", "unread")}`}
        >
          <Indicator disabled={unread === 0} label={unread > 99 ? "99+" : unread} size={16} color="red.6" offset={2}>
            <IconBell size={20} stroke={1.7} aria-hidden="true" />
          </Indicator>
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label="Notifications">
        <div className={classes.head}>
          <Text fw={640}>Notifications</Text>
          <Button size="compact-sm" variant="subtle" disabled={unread === 0} onClick={() => mark.mutate(undefined)}>
            Mark all read
          </Button>
        </div>
        <ScrollArea.Autosize mah="min(26rem, 65vh)">
          <QueryView query={list} skeleton={<RowsSkeleton rows={4} />}>
            {(items) =>
              items.length === 0 ? (
                <EmptyState
                  compact
                  icon={IconBellCheck}
                  title="Nothing new"
                  body="You hear about invitations, roles and builds here."
                />
              ) : (
                <ul className={classes.list}>
                  {items.map((item) => (
                    <Entry
                      key={item.id}
                      item={item}
                      onRead={() => item.readAt === null && mark.mutate([item.id])}
                      onLeave={() => setOpened(false)}
                    />
                  ))}
                </ul>
              )
            }
          </QueryView>
        </ScrollArea.Autosize>
        <div className={classes.foot}>
          <TextLink href="/account/notifications" size="sm" onClick={() => setOpened(false)}>
            Choose what you hear about
          </TextLink>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

function Entry({ item, onRead, onLeave }: { item: Notification; onRead: () => void; onLeave: () => void }) {
  const unread = item.readAt === null;
  const content = (
    <>
      <span className={classes.title}>
        {unread && <span className={classes.dot} role="img" aria-label="Unread" />}
        {item.title}
      </span>
      {item.body !== "" && <span className={classes.body}>{item.body}</span>}
      <span className={classes.time}>
        <RelativeTime iso={item.createdAt} inControl />
      </span>
    </>
  );
  return (
    <li>
      {item.href === null ? (
        <button type="button" className={classes.entry} data-unread={unread} onClick={onRead}>
          {content}
        </button>
      ) : (
        <Link
          href={item.href}
          className={classes.entry}
          data-unread={unread}
          onClick={() => {
            onRead();
            onLeave();
          }}
        >
          {content}
        </Link>
      )}
    </li>
  );
}
