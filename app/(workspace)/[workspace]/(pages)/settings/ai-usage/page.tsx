import type { Metadata } from "next";
import { UsagePage } from "@/components/ai-usage/usage-page";

export const metadata: Metadata = { title: "AI usage" };

export default function Page() {
  return <UsagePage />;
}
