import type { Metadata } from "next";
import { InstallPage } from "@/components/assistant/install-page";
import { demoAssistantId } from "@/lib/features/demo/demo-assistant";
import { publicConfig } from "@/lib/platform/env/public-config";

export const metadata: Metadata = { title: "Install" };

type Props = { params: Promise<{ assistantId: string }> };

export default async function Page({ params }: Props) {
  const { assistantId } = await params;
  const { siteUrl, demoSite } = publicConfig();
  return (
    <InstallPage
      assistantId={assistantId}
      siteUrl={siteUrl}
      demoSite={assistantId === demoAssistantId ? demoSite : null}
    />
  );
}
