"use client";

import { Skeleton } from "@mantine/core";
import { PageSkeleton } from "@/components/patterns/skeletons";
import classes from "./shell.module.css";

export function ShellSkeleton() {
  return (
    <div className={classes.shell}>
      <div className={classes.sidebar} aria-hidden="true">
        <div className={classes.sideNav}>
          <Skeleton height={48} />
          <Skeleton height={38} />
          {[72, 58, 64, 52, 60, 66].map((width) => (
            <Skeleton key={width} height={14} width={`${width}%`} ml="xs" mt="xs" />
          ))}
        </div>
      </div>
      <div className={classes.column}>
        <div className={classes.topbar} />
        <main id="content" tabIndex={-1} className={classes.main}>
          <PageSkeleton />
        </main>
      </div>
    </div>
  );
}
