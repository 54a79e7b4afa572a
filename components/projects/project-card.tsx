"use client";

import { Badge, Group } from "@mantine/core";
import Link from "next/link";
import { RelativeTime } from "@/components/patterns/relative-time";
import { VisibilityBadge } from "@/components/sharing/visibility-badge";
import { useWorkspace } from "@/components/workspace/workspace-context";
import type { Project } from "@/lib/features/project/project.schema";
import classes from "./projects.module.css";

export function ProjectCard({ project }: { project: Project }) {
  const { base } = useWorkspace();
  return (
    <li className={classes.card}>
      <div className={classes.cardHead}>
        <h2 className={classes.cardTitle}>
          <Link href={`${base}/projects/${project.id}`} className={classes.cardLink}>
            {project.name}
          </Link>
        </h2>
        <Group gap={6} wrap="nowrap">
          <VisibilityBadge visibility={project.visibility} />
          {project.latestBuild !== null && <Badge>v{project.latestBuild.version}</Badge>}
        </Group>
      </div>
      <p className={classes.client}>{project.clientName ?? "No client named"}</p>
      {project.description !== "" && <p className={classes.description}>{project.description}</p>}
      <p className={classes.meta}>
        {project.latestBuild === null ? (
          "No build yet"
        ) : (
          <RelativeTime iso={project.latestBuild.createdAt} prefix="Built" inControl />
        )}
      </p>
    </li>
  );
}
