import type { Metadata } from "next";
import { WelcomePage } from "@/components/account/welcome-page";

export const metadata: Metadata = { title: "Name your workspace" };

export default function Page() {
  return <WelcomePage />;
}
