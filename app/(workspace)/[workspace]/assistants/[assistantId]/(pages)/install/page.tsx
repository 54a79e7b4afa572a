import type { Metadata } from "next";
import { InstallPage } from "@/components/assistant/install-page";
import { publicConfig } from "@/lib/platform/env/public-config";

export const metadata: Metadata = { title: "Install" };

type Props = { params: Promise<{ assistantId: string }> };

export default async function Page({ params }: Props) {
  return <InstallPage assistantId={(await params).assistantId} siteUrl={publicConfig().siteUrl} />;
}
