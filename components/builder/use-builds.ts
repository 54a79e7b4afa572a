"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCursorList } from "@/components/patterns/use-cursor-list";
import { useWorkspace } from "@/components/workspace/workspace-context";
import type { Build, BuildSummary } from "@/lib/features/build/build.schema";
import { api, apiUrl } from "@/lib/shared/api-client";

export function useBuilds(projectId: string) {
  const { key, scope } = useWorkspace();
  return useCursorList<BuildSummary>([...key, "builds", "of", projectId], `projects/${projectId}/builds`, scope);
}

/** After a version was added elsewhere than by a request of this page. */
export function useRefreshBuilds(projectId: string) {
  const { key } = useWorkspace();
  const queryClient = useQueryClient();
  return () => {
    void queryClient.invalidateQueries({ queryKey: [...key, "builds", "of", projectId] });
    void queryClient.invalidateQueries({ queryKey: [...key, "projects"] });
    void queryClient.invalidateQueries({ queryKey: [...key, "generations"] });
  };
}

/** A build never changes, so neither it nor its files are fetched twice. */
export function useBuild(buildId: string | undefined) {
  const { key, scope } = useWorkspace();
  return useQuery({
    queryKey: [...key, "builds", "one", buildId],
    queryFn: async ({ signal }) => (await api.get<Build>(`builds/${buildId}`, { query: scope, signal })).data,
    enabled: buildId !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export type BuildFile = { path: string; content: string; sizeBytes: number };

export function useBuildFile(buildId: string, path: string | undefined) {
  const { key, scope } = useWorkspace();
  return useQuery({
    queryKey: [...key, "builds", "file", buildId, path],
    queryFn: async ({ signal }) =>
      (await api.get<BuildFile>(`builds/${buildId}/file`, { query: { ...scope, path }, signal })).data,
    enabled: path !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function useDownloadUrl(buildId: string): string {
  const { scope } = useWorkspace();
  return apiUrl(`builds/${buildId}/download`, scope);
}
