import type { Metadata } from "next";
import { SourcesPage } from "@/components/source/sources-page";

export const metadata: Metadata = { title: "Sources" };

type Props = { params: Promise<{ assistantId: string }> };

export default async function Page({ params }: Props) {
  return <SourcesPage assistantId={(await params).assistantId} />;
}
