"use client";

import { IconActivity } from "@tabler/icons-react";
import { LoadMore } from "@/components/patterns/load-more";
import { PageHeader } from "@/components/patterns/page-header";
import { QueryView } from "@/components/patterns/query-view";
import { RelativeTime } from "@/components/patterns/relative-time";
import { RowsSkeleton } from "@/components/patterns/skeletons";
import { EmptyState } from "@/components/patterns/states";
import { useCursorList } from "@/components/patterns/use-cursor-list";
import { TextLink } from "@/components/ui/links";
import { PersonAvatar } from "@/components/ui/person-avatar";
import { RequirePermission, useWorkspace } from "@/components/workspace/workspace-context";
import type { Activity } from "@/lib/features/notification/notification.schema";
import classes from "./activity.module.css";
import { activityWords } from "./activity-words";

export function ActivityPage() {
  return (
    <RequirePermission permission="activity.read" what="the activity feed">
      <Feed />
    </RequirePermission>
  );
}

function Feed() {
  const { key, scope } = useWorkspace();
  const list = useCursorList<Activity>([...key, "activity"], "activity", { ...scope, limit: 50 });
  return (
    <>
      <PageHeader title="Activity" description="What happened in this workspace, newest first." />
      <QueryView query={list.query} skeleton={<RowsSkeleton />}>
        {() =>
          list.items.length === 0 ? (
            <EmptyState
              icon={IconActivity}
              title="Nothing has happened yet"
              body="Projects, builds, invitations and changes of members will show up here."
            />
          ) : (
            <>
              <ol className={classes.feed}>
                {list.items.map((entry) => (
                  <Entry key={entry.id} entry={entry} />
                ))}
              </ol>
              <LoadMore list={list} noun="entry" nounMany="entries" />
            </>
          )
        }
      </QueryView>
    </>
  );
}

function Entry({ entry }: { entry: Activity }) {
  const { base } = useWorkspace();
  const actor = entry.actorName ?? "Atrium";
  const label = entry.targetLabel;
  const isAlive = entry.projectId !== null && entry.action !== "project.deleted";
  return (
    <li className={classes.entry}>
      <PersonAvatar name={actor} size={30} />
      <p className={classes.text}>
        <strong>{actor}</strong> {activityWords(entry)}{" "}
        {label !== null &&
          (isAlive ? (
            <TextLink href={`${base}/projects/${entry.projectId}`}>{label}</TextLink>
          ) : (
            <strong>{label}</strong>
          ))}
      </p>
      <RelativeTime iso={entry.at} />
    </li>
  );
}
