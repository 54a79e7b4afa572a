import type { Metadata } from "next";
import { readMe } from "@/app/_server/read-me";
import { ProjectPage } from "@/components/projects/project-page";
import { projectRepository } from "@/lib/features/project/project.repository";
import { getProject } from "@/lib/features/project/services/save-project";
import { withViewer } from "@/lib/platform/auth/viewer";
import { NotFoundError } from "@/lib/platform/errors/errors";
import { uuid } from "@/lib/shared/schema";

type Props = { params: Promise<{ workspace: string; projectId: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { workspace: slug, projectId } = await params;
  return { title: (await projectName(slug, projectId)) ?? "Project" };
}

/** Null for what the viewer may not see: the title must not tell more than the page. */
async function projectName(slug: string, projectId: string): Promise<string | null> {
  const workspace = (await readMe())?.workspaces.find((item) => item.slug === slug && item.deletedAt === null);
  if (workspace === undefined || !uuid.safeParse(projectId).success) return null;
  try {
    return await withViewer(async (tx) => (await getProject(projectRepository(tx, workspace.id), projectId)).name);
  } catch (error) {
    if (error instanceof NotFoundError) return null;
    throw error;
  }
}

export default async function Page({ params }: Props) {
  const { projectId } = await params;
  return <ProjectPage projectId={projectId} />;
}
