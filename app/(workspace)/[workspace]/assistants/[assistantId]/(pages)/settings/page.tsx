import type { Metadata } from "next";
import { SettingsPage } from "@/components/assistant/settings-page";

export const metadata: Metadata = { title: "Settings" };

type Props = { params: Promise<{ assistantId: string }> };

export default async function Page({ params }: Props) {
  return <SettingsPage assistantId={(await params).assistantId} />;
}
