"use client";

import { Badge, Button } from "@mantine/core";
import { LoadMore } from "@/components/patterns/load-more";
import { RelativeTime } from "@/components/patterns/relative-time";
import type { CursorList } from "@/components/patterns/use-cursor-list";
import type { BuildSummary } from "@/lib/features/build/build.schema";
import classes from "./builder.module.css";

type Props = { list: CursorList<BuildSummary>; shownId: string; onShow: (version: number) => void };

export function VersionList({ list, shownId, onShow }: Props) {
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
              <p className={classes.versionIdea}>{build.idea}</p>
            </div>
            <Button
              size="xs"
              variant="default"
              disabled={build.id === shownId}
              onClick={() => onShow(build.version)}
              aria-label={`${build.id === shownId ? "Shown" : "Show"}: version ${build.version}`}
            >
              {build.id === shownId ? "Shown" : "Show"}
            </Button>
          </li>
        ))}
      </ol>
      <LoadMore list={list} noun="version" />
    </>
  );
}
