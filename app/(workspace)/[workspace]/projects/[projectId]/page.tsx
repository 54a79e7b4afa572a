import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { readProject } from "@/app/_server/read-project";
import { ProjectPage } from "@/components/projects/project-page";

type Props = { params: Promise<{ workspace: string; projectId: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { workspace, projectId } = await params;
  return { title: (await readProject(workspace, projectId))?.name ?? "Project" };
}

export default async function Page({ params }: Props) {
  const { workspace, projectId } = await params;
  // No loading.tsx may stand above this: it would send the status before this page knows it.
  const project = await readProject(workspace, projectId);
  if (project === null) notFound();
  const client = new QueryClient();
  client.setQueryData(["ws", workspace, "projects", "one", projectId], project);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <ProjectPage projectId={projectId} />
    </HydrationBoundary>
  );
}
