"use client";

import { Badge, Button, Group } from "@mantine/core";
import { howMade } from "@/components/generations/generation-words";
import { LoadMore } from "@/components/patterns/load-more";
import { RelativeTime } from "@/components/patterns/relative-time";
import type { CursorList } from "@/components/patterns/use-cursor-list";
import type { BuildSummary } from "@/lib/features/build/build.schema";
import classes from "./builder.module.css";

type Props = {
  list: CursorList<BuildSummary>;
  shownId: string;
  onShow: (version: number) => void;
  /** Absent for whoever may only look. */
  restoring?: { run: (build: BuildSummary) => void; id: string | null };
};

export function VersionList({ list, shownId, onShow, restoring }: Props) {
  return (
    <>
      <ol className={classes.versionList}>
        {list.items.map((build, index) => (
          <li key={build.id} className={classes.version}>
            <Badge variant={build.id === shownId ? "filled" : "light"}>
              v{build.version}
              {index === 0 ? " latest" : ""}
            </Badge>
            <div>
              <strong>{build.appName}</strong>, <RelativeTime iso={build.createdAt} /> by{" "}
              {build.createdBy ?? "a former member"}
              <p className={classes.versionFacts}>{howMade(build)}</p>
              <p className={classes.versionIdea}>{build.note === "" ? build.idea : build.note}</p>
            </div>
            <Group gap="xs" wrap="nowrap">
              {restoring !== undefined && index > 0 && (
                <Button
                  size="xs"
                  variant="subtle"
                  loading={restoring.id === build.id}
                  disabled={restoring.id !== null}
                  onClick={() => restoring.run(build)}
                  aria-label={`Bring back version ${build.version}`}
                >
                  Bring back
                </Button>
              )}
              <Button
                size="xs"
                variant="default"
                disabled={build.id === shownId}
                onClick={() => onShow(build.version)}
                aria-label={`${build.id === shownId ? "Shown" : "Show"}: version ${build.version}`}
              >
                {build.id === shownId ? "Shown" : "Show"}
              </Button>
            </Group>
          </li>
        ))}
      </ol>
      <LoadMore list={list} noun="version" />
    </>
  );
}
