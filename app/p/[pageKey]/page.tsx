import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { findPublicProject } from "@/app/_server/read-public-project";
import { BarePage } from "@/components/app/bare-page";
import { PublicProjectPage } from "@/components/sharing/public-project-page";

export const dynamic = "force-dynamic";

type Props = { params: Promise<{ pageKey: string }> };

/** The address is as good as a key: it is not handed on, and not listed unless the owner wants it. */
export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const project = await findPublicProject((await params).pageKey);
  return {
    title: project?.name ?? "Not found",
    description: project?.summary ?? null,
    referrer: "no-referrer",
    robots: { index: project?.indexed ?? false, follow: false },
  };
}

export default async function Page({ params }: Props) {
  const { pageKey } = await params;
  const project = await findPublicProject(pageKey);
  if (project === null) notFound();
  return (
    <BarePage>
      <PublicProjectPage pageKey={pageKey} project={project} />
    </BarePage>
  );
}
