import type { Metadata } from "next";
import { AppearancePage } from "@/components/assistant/appearance-page";

export const metadata: Metadata = { title: "Appearance" };

type Props = { params: Promise<{ assistantId: string }> };

export default async function Page({ params }: Props) {
  return <AppearancePage assistantId={(await params).assistantId} />;
}
