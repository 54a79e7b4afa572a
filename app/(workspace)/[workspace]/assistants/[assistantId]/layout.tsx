import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { readAssistant } from "@/app/_server/read-assistant";
import { AssistantFrame } from "@/components/assistant/assistant-frame";

type Props = { children: ReactNode; params: Promise<{ workspace: string; assistantId: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { workspace, assistantId } = await params;
  const name = (await readAssistant(workspace, assistantId))?.name ?? "Assistant";
  return { title: { default: `${name} · Atrium`, template: `%s · ${name.replaceAll("%", "")} · Atrium` } };
}

export default async function AssistantLayout({ children, params }: Props) {
  const { workspace, assistantId } = await params;
  // No loading.tsx may stand above this: it would send the status before this layout knows it.
  const assistant = await readAssistant(workspace, assistantId);
  if (assistant === null) notFound();
  const client = new QueryClient();
  client.setQueryData(["ws", workspace, "assistants", "one", assistantId], assistant);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <AssistantFrame assistantId={assistantId}>{children}</AssistantFrame>
    </HydrationBoundary>
  );
}
