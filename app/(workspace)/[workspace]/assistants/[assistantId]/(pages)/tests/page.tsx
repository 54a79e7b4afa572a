import type { Metadata } from "next";
import { TestsPage } from "@/components/assistant/tests-page";

export const metadata: Metadata = { title: "Tests" };

type Props = { params: Promise<{ assistantId: string }> };

export default async function Page({ params }: Props) {
  return <TestsPage assistantId={(await params).assistantId} />;
}
