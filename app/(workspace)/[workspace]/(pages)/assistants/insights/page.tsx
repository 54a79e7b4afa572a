import type { Metadata } from "next";
import { WorkspaceInsightsPage } from "@/components/assistant/insights-page";

export const metadata: Metadata = { title: "Insights" };

export default function Page() {
  return <WorkspaceInsightsPage />;
}
