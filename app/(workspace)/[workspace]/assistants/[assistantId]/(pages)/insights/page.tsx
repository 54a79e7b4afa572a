import type { Metadata } from "next";
import { InsightsPage } from "@/components/assistant/insights-page";

export const metadata: Metadata = { title: "Insights" };

type Props = { params: Promise<{ assistantId: string }> };

export default async function Page({ params }: Props) {
  return <InsightsPage assistantId={(await params).assistantId} />;
}
