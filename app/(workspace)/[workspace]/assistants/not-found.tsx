import type { Metadata } from "next";
import { NoSuchAssistant } from "@/components/assistant/no-such-assistant";

export const metadata: Metadata = { title: "Not found" };

export default function AssistantNotFound() {
  return <NoSuchAssistant />;
}
