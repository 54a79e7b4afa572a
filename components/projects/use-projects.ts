"use client";

import { useQuery } from "@tanstack/react-query";
import { useCursorList } from "@/components/patterns/use-cursor-list";
import { useWorkspace } from "@/components/workspace/workspace-context";
import type { Project, ProjectDetail } from "@/lib/features/project/project.schema";
import { api } from "@/lib/shared/api-client";

export function useProjects(filters: { q: string; archived: boolean }) {
  const { key, scope } = useWorkspace();
  return useCursorList<Project>([...key, "projects", "list"], "projects", {
    ...scope,
    q: filters.q,
    archived: filters.archived,
  });
}

export function useProject(projectId: string | undefined) {
  const { key, scope } = useWorkspace();
  return useQuery({
    queryKey: [...key, "projects", "one", projectId],
    queryFn: async ({ signal }) =>
      (await api.get<ProjectDetail>(`projects/${projectId}`, { query: scope, signal })).data,
    enabled: projectId !== undefined,
  });
}
