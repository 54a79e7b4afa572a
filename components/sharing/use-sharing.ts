"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCursorList } from "@/components/patterns/use-cursor-list";
import { useWorkspace } from "@/components/workspace/workspace-context";
import type { Collaborator, Sharing } from "@/lib/features/sharing/sharing.schema";
import { api } from "@/lib/shared/api-client";

const keyOf = (key: readonly unknown[], projectId: string) => [...key, "sharing", projectId];

export function useSharing(projectId: string) {
  const { key, scope } = useWorkspace();
  return useQuery({
    queryKey: [...keyOf(key, projectId), "settings"],
    queryFn: async ({ signal }) =>
      (await api.get<Sharing>(`projects/${projectId}/sharing`, { query: scope, signal })).data,
  });
}

export function useCollaborators(projectId: string) {
  const { key, scope } = useWorkspace();
  return useCursorList<Collaborator>(
    [...keyOf(key, projectId), "people"],
    `projects/${projectId}/collaborators`,
    scope,
  );
}

/** After a change of who sees a project: the dialog, the project and every list that shows its badge. */
export function useSharingChanges(projectId: string) {
  const { key, scope } = useWorkspace();
  const queryClient = useQueryClient();
  const changed = () => {
    void queryClient.invalidateQueries({ queryKey: keyOf(key, projectId) });
    void queryClient.invalidateQueries({ queryKey: [...key, "projects"] });
    void queryClient.invalidateQueries({ queryKey: [...key, "people", projectId] });
  };
  return {
    share: async (body: Record<string, unknown>) => {
      const { data } = await api.patch<Sharing>(`projects/${projectId}/sharing`, { query: scope, body });
      queryClient.setQueryData([...keyOf(key, projectId), "settings"], data);
      changed();
    },
    setCollaborator: async (userId: string, role: string) => {
      await api.put<Collaborator>(`projects/${projectId}/collaborators/${userId}`, { query: scope, body: { role } });
      changed();
    },
    removeCollaborator: async (userId: string) => {
      await api.delete(`projects/${projectId}/collaborators/${userId}`, { query: scope });
      changed();
    },
  };
}
