import type { Metadata } from "next";
import { WelcomePage } from "@/components/account/welcome-page";
import { publicConfig } from "@/lib/platform/env/public-config";

export const metadata: Metadata = { title: "Name your workspace" };

export default function Page() {
  return <WelcomePage host={new URL(publicConfig().siteUrl).host} />;
}
