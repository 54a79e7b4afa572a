"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import type { Me } from "@/lib/features/account/account.schema";
import { api } from "@/lib/shared/api-client";
import { meKey } from "./use-me";
import { useWorkspace } from "./workspace-context";

/** The next sign-in opens the workspace used last. Losing this write costs a click, so its failure is silent. */
export function useRememberWorkspace(): void {
  const { me, workspace } = useWorkspace();
  const queryClient = useQueryClient();
  const stale = me.lastWorkspaceId !== workspace.id;
  useEffect(() => {
    if (!stale) return;
    queryClient.setQueryData<Me>(meKey, (old) => old && { ...old, lastWorkspaceId: workspace.id });
    api.patch("me", { body: { lastWorkspaceId: workspace.id } }).catch(() => undefined);
  }, [stale, workspace.id, queryClient]);
}
