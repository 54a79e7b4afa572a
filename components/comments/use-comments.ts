"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCursorList } from "@/components/patterns/use-cursor-list";
import { useWorkspace } from "@/components/workspace/workspace-context";
import type { Thread } from "@/lib/features/comment/comment.schema";
import type { ProjectPerson } from "@/lib/features/sharing/sharing.schema";
import { api } from "@/lib/shared/api-client";

export type ThreadState = "all" | "open" | "resolved";

export function useThreads(buildId: string, state: ThreadState) {
  const { key, scope } = useWorkspace();
  return useCursorList<Thread>([...key, "comments", buildId], `builds/${buildId}/comments`, { ...scope, state });
}

/** Whom a comment can mention: the first hundred by name. */
export function usePeople(projectId: string) {
  const { key, scope } = useWorkspace();
  return useQuery({
    queryKey: [...key, "people", projectId],
    queryFn: async ({ signal }) =>
      (await api.get<ProjectPerson[]>(`projects/${projectId}/people`, { query: { ...scope, limit: 100 }, signal }))
        .data,
  });
}

export type Draft = { body: string; mentions: string[] };
type Anchor = { kind: string; ref: string };

export function useCommentChanges(buildId: string) {
  const { key, scope } = useWorkspace();
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries({ queryKey: [...key, "comments", buildId] });
  return {
    create: async (body: Draft & { parentId?: string; anchor?: Anchor }, idempotencyKey: string) => {
      await api.post<Thread>(`builds/${buildId}/comments`, { query: scope, body, idempotencyKey });
      await refresh();
    },
    update: async (id: string, body: Draft | { resolved: boolean }) => {
      await api.patch<Thread>(`comments/${id}`, { query: scope, body });
      await refresh();
    },
    remove: async (id: string) => {
      await api.delete(`comments/${id}`, { query: scope });
      await refresh();
    },
  };
}
