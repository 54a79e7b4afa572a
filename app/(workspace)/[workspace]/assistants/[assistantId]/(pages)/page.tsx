import type { Metadata } from "next";
import { OverviewPage } from "@/components/assistant/overview-page";

export const metadata: Metadata = { title: "Overview" };

type Props = { params: Promise<{ assistantId: string }> };

export default async function Page({ params }: Props) {
  return <OverviewPage assistantId={(await params).assistantId} />;
}
