import type { Metadata } from "next";
import { ProjectPage } from "@/components/projects/project-page";

export const metadata: Metadata = { title: "Project" };

type Props = { params: Promise<{ projectId: string }> };

export default async function Page({ params }: Props) {
  const { projectId } = await params;
  return <ProjectPage projectId={projectId} />;
}
