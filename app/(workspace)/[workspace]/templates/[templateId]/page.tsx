import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { readTemplateName } from "@/app/_server/read-template";
import { TemplatePage } from "@/components/templates/template-page";

type Props = { params: Promise<{ workspace: string; templateId: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { workspace, templateId } = await params;
  return { title: (await readTemplateName(workspace, templateId)) ?? "Template" };
}

export default async function Page({ params }: Props) {
  const { workspace, templateId } = await params;
  // No loading.tsx may stand above this: it would send the status before this page knows it.
  if ((await readTemplateName(workspace, templateId)) === null) notFound();
  return <TemplatePage templateId={templateId} />;
}
