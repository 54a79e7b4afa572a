import type { Metadata } from "next";
import { ConnectionsPage } from "@/components/connections/connections-page";
import { publicConfig } from "@/lib/platform/env/public-config";

export const metadata: Metadata = { title: "Connections" };

export default function Page() {
  const { keepsSecrets, githubUrl, githubConnect } = publicConfig();
  return <ConnectionsPage keepsSecrets={keepsSecrets} githubUrl={githubUrl} githubConnect={githubConnect} />;
}
