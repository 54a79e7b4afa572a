import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { readDocumentTitle } from "@/app/_server/read-document";
import { DocumentPage } from "@/components/source/document-page";

type Props = { params: Promise<{ workspace: string; assistantId: string; documentId: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { workspace, assistantId, documentId } = await params;
  return { title: (await readDocumentTitle(workspace, assistantId, documentId)) ?? "Document" };
}

export default async function Page({ params }: Props) {
  const { workspace, assistantId, documentId } = await params;
  // No loading.tsx may stand above this: it would send the status before this page knows it.
  if ((await readDocumentTitle(workspace, assistantId, documentId)) === null) notFound();
  return <DocumentPage documentId={documentId} />;
}
