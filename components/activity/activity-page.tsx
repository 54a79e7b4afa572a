"use client";

import { Tabs } from "@mantine/core";
import { IconActivity } from "@tabler/icons-react";
import Link from "next/link";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { GenerationsList } from "@/components/generations/generations-list";
import { LoadMore } from "@/components/patterns/load-more";
import { PageHeader } from "@/components/patterns/page-header";
import { QueryView } from "@/components/patterns/query-view";
import { RelativeTime } from "@/components/patterns/relative-time";
import { RowsSkeleton } from "@/components/patterns/skeletons";
import { EmptyState } from "@/components/patterns/states";
import { useCursorList } from "@/components/patterns/use-cursor-list";
import { PersonAvatar } from "@/components/ui/person-avatar";
import { RequirePermission, useWorkspace } from "@/components/workspace/workspace-context";
import type { Activity } from "@/lib/features/notification/notification.schema";
import classes from "./activity.module.css";
import { activityWords } from "./activity-words";

export function ActivityPage() {
  return (
    <RequirePermission permission="activity.read" what="the activity">
      <Feed />
    </RequirePermission>
  );
}

const views = ["all", "generations"] as const;

function Feed() {
  const [view, setView] = useQueryState("view", parseAsStringLiteral(views).withDefault("all"));
  return (
    <>
      <PageHeader title="Activity" description="What happened lately, newest first." />
      <Tabs
        value={view}
        onChange={(next) => void setView(views.find((item) => item === next) ?? "all")}
        keepMounted={false}
        mb="lg"
      >
        <Tabs.List>
          <Tabs.Tab value="all">Everything</Tabs.Tab>
          <Tabs.Tab value="generations">Who made what</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="all" pt="lg">
          <Entries />
        </Tabs.Panel>
        <Tabs.Panel value="generations" pt="lg">
          <GenerationsList />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

function Entries() {
  const { key, scope } = useWorkspace();
  const list = useCursorList<Activity>([...key, "activity"], "activity", scope);
  return (
    <QueryView query={list.query} skeleton={<RowsSkeleton rows={7} avatar />}>
      {() =>
        list.items.length === 0 ? (
          <EmptyState
            icon={IconActivity}
            title="Quiet so far"
            body="Projects, builds and people joining show up here."
          />
        ) : (
          <>
            <ol className={classes.feed}>
              {list.items.map((item) => (
                <Entry key={item.id} item={item} />
              ))}
            </ol>
            <LoadMore list={list} noun="event" />
          </>
        )
      }
    </QueryView>
  );
}

function Entry({ item }: { item: Activity }) {
  const { base } = useWorkspace();
  const who = item.actorName ?? "Atrium";
  const own = item.targetType === "member" && item.targetLabel === item.actorName;
  return (
    <li className={classes.entry}>
      <PersonAvatar name={who} />
      <p className={classes.text}>
        <strong>{who}</strong> {activityWords(item.action, own)}
        {!own &&
          item.targetLabel !== null &&
          (item.projectId === null ? (
            <> {item.targetLabel}</>
          ) : (
            <>
              {" "}
              <Link href={`${base}/projects/${item.projectId}`}>{item.targetLabel}</Link>
            </>
          ))}
      </p>
      <span className={classes.time}>
        <RelativeTime iso={item.at} />
      </span>
    </li>
  );
}
