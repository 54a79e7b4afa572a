import type { Metadata } from "next";
import { AssistantsPage } from "@/components/assistant/assistants-page";

export const metadata: Metadata = { title: "Assistants" };

export default function Page() {
  return <AssistantsPage />;
}
