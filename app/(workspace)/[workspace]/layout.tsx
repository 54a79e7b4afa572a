import { HydrationBoundary } from "@tanstack/react-query";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { meState, readWorkspace } from "@/app/_server/read-me";
import { WorkspaceShell } from "@/components/shell/workspace-shell";
import { requireViewer } from "@/lib/platform/auth/viewer";
import { publicConfig } from "@/lib/platform/env/public-config";

type Props = { children: ReactNode; params: Promise<{ workspace: string }> };

export default async function WorkspaceLayout({ children, params }: Props) {
  const { workspace } = await params;
  await requireViewer((await headers()).get("x-path") ?? `/${workspace}`);
  if ((await readWorkspace(workspace)) === null) notFound();
  return (
    <HydrationBoundary state={await meState()}>
      <WorkspaceShell slug={workspace} mailbox={publicConfig().mailbox}>
        {children}
      </WorkspaceShell>
    </HydrationBoundary>
  );
}
