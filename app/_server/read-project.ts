import "server-only";
import { cache } from "react";
import { projectRepository } from "@/lib/features/project/project.repository";
import type { ProjectDetail } from "@/lib/features/project/project.schema";
import { toProjectDetail } from "@/lib/features/project/project.serializer";
import { getProject } from "@/lib/features/project/services/save-project";
import { withViewer } from "@/lib/platform/auth/viewer";
import { NotFoundError } from "@/lib/platform/errors/errors";
import { uuid } from "@/lib/shared/schema";
import { readWorkspace } from "./read-me";

/** Null for what the viewer may not see: a title must not tell more than the page. */
export const readProject = cache(async (slug: string, projectId: string): Promise<ProjectDetail | null> => {
  const workspace = await readWorkspace(slug);
  if (workspace === null || workspace.deletedAt !== null || !uuid.safeParse(projectId).success) return null;
  try {
    return await withViewer(async (tx) =>
      toProjectDetail(await getProject(projectRepository(tx, workspace.id), projectId)),
    );
  } catch (error) {
    if (error instanceof NotFoundError) return null;
    throw error;
  }
});
