"use client";

import { Badge } from "@mantine/core";
import { ProjectAssistants } from "@/components/assistant/project-assistants";
import { BuilderPanel } from "@/components/builder/builder-panel";
import { PageHeader } from "@/components/patterns/page-header";
import { QueryView } from "@/components/patterns/query-view";
import { PageSkeleton } from "@/components/patterns/skeletons";
import { ShareButton } from "@/components/sharing/share-dialog";
import { VisibilityBadge } from "@/components/sharing/visibility-badge";
import { useCrumb } from "@/components/shell/shell-context";
import { useWorkspace } from "@/components/workspace/workspace-context";
import { ApiError } from "@/lib/shared/api-client";
import { NoSuchProject } from "./no-such-project";
import { ProjectActions } from "./project-actions";
import classes from "./projects.module.css";
import { useProject } from "./use-projects";

export function ProjectPage({ projectId }: { projectId: string }) {
  const { can, base } = useWorkspace();
  const project = useProject(projectId);
  useCrumb(project.data?.name);
  if (project.error instanceof ApiError && (project.error.status === 404 || project.error.status === 422)) {
    return <NoSuchProject />;
  }
  return (
    <QueryView query={project} skeleton={<PageSkeleton />} home={base}>
      {(data) => (
        <>
          <PageHeader
            title={data.name}
            description={
              <span className={classes.projectMeta}>
                {data.clientName !== null && <span>For {data.clientName}</span>}
                {data.description !== "" && <span>{data.description}</span>}
                <VisibilityBadge visibility={data.visibility} />
                {data.archivedAt !== null && <Badge color="gray">Archived</Badge>}
              </span>
            }
            actions={
              can("members.read") ? (
                <>
                  <ShareButton project={data} />
                  {can("projects.write") && data.myRole !== "viewer" && <ProjectActions project={data} />}
                </>
              ) : undefined
            }
          />
          <BuilderPanel project={data} />
          {can("assistants.read") && <ProjectAssistants project={data} />}
        </>
      )}
    </QueryView>
  );
}
